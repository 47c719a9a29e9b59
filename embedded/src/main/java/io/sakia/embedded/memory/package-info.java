/**
 * The bytes that the structures of an engine may hold together, who holds them, and how large records are. For the engine.
 *
 * <pre>
 *   Claim    one structure while it is built: grows, or is refused and spills
 *     │ settle
 *     ▼
 *   Settled  a finished structure that stays: may be evicted, least recently used first, and goes when its owner is garbage
 * </pre>
 */
@NullMarked
package io.sakia.embedded.memory;

import org.jspecify.annotations.NullMarked;
