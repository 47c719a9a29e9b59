/**
 * What a process may take of its machine beside the network: how large a part of the heap, as settings say it; how large objects are; and folders
 * of its own on local disks. For engines, and for what keeps data beside them.
 */
@NullMarked
package io.sakia.local;

import org.jspecify.annotations.NullMarked;
