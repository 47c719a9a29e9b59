package io.sakia.streaming.state;

import java.util.zip.CRC32C;

/**
 * The layout of state files. Numbers have their highest byte first; a text is a length in 2 bytes and modified UTF-8; a varint has 7 bits a
 * byte, lowest first.
 *
 * <pre>
 *   file    head, block, block …                      blocks of all operators and partitions, as their tasks write them
 *
 *   head    8  "SAKIAST1"        the 1 is the version of the format
 *           8  epoch
 *           8  generation
 *           4  length of shapes
 *           …  shapes            what the classes are made of that are stored in the file
 *           4  crc
 *
 *   block   4  "SBLK"
 *           4  length of what follows up to the crc
 *           1  1 whole, 2 changes
 *           8  epoch
 *           4  partition
 *           4  partitions
 *           4  number of the block in its part, from 0
 *           4  number of entries
 *           2  lowest key group in it
 *           2  highest key group in it
 *           …  operator           text
 *           …  form of keys       text, and their shape
 *           …  form of states     text, and their shape
 *           …  entries
 *           4  crc
 *
 *   entry   2  key group
 *           1  0 removed, 1 in place, 2 last
 *           …  length of the rest, varint
 *           …  key
 *           …  state, unless removed
 * </pre>
 *
 * A crc is the CRC32C of all that stands before it in the head or block. Only what an extent of the batch log names counts: blocks of tasks that
 * failed or came too late stand in the file and are never read.
 */
final class StateBlocks {
    static final long FILE_MAGIC = 0x53414b4941535431L; // SAKIAST1
    static final int HEAD = 28; // up to the shapes
    static final int BLOCK_MAGIC = 0x53424c4b; // SBLK
    static final int BLOCK_START = 8; // magic and length
    static final int CRC = 4;
    static final int WHOLE = 1;
    static final int CHANGES = 2;

    private StateBlocks() {}

    static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
