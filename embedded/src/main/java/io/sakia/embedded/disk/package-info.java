/**
 * Records as bytes, in memory and in files of the engine's own: what does not fit into memory. Nothing here outlives the process. For the
 * engine.
 *
 * <pre>
 *   RecordFormat    any record ⇄ bytes
 *   SpillFolders    the engine's folders, of which a broken one is left out
 *     └ SpillFile   a file, deleted with its last user
 *         └ Segment a run of records in it, in frames that are checked before anything of them is believed
 * </pre>
 */
@NullMarked
package io.sakia.embedded.disk;

import org.jspecify.annotations.NullMarked;
