/**
 * Shuffles, folds and sorts that go to disk when memory runs out, and give the same records in the same order whether they did or not. They
 * know nothing of plans and tasks. For the engine.
 *
 * <pre>
 *   Spread        deals records out to piles        ──► MapOutput: a Bucket for each reduce partition
 *   KeyedFold     folds the values of each key      ──► Folded
 *   ExternalSort  sorts, stably                     ──► Sorted
 *     │ write
 *     ▼
 *   Area          segments in files, or in memory by force what can't be written
 * </pre>
 */
@NullMarked
package io.sakia.embedded.spill;

import org.jspecify.annotations.NullMarked;
