#!/usr/bin/python3
"""usage: unit.py UNIT MEBIBYTES SERIAL VENDOR PRODUCT
A disk of the kernel's target that this program answers for, for what no simulated disk of the kernel does. It is in UNIT's folder
of configfs already (lio.sh). While there is a file "recovered" in the current folder, INQUIRY comes with its data and a recovered error.
Layouts are those of linux/target_core_user.h, version 2."""

import glob
import mmap
import os
import struct
import sys
import time

CHECK_CONDITION = 2
RECOVERED_ERROR, ILLEGAL_REQUEST = 1, 5
READ_LENGTH = 2  # in a response: it has data, although its status is not GOOD
PAD, COMMAND = 0, 1
HEAD, TAIL = 12, 64
RESPONSE, VECTORS, CDB_AT = 8, 48, 24


def sense(key, code):
    return struct.pack(">BBBIBIBB", 0x70, 0, key, 0, 10, 0, code, 0)


def page(code, body):
    return struct.pack(">BBH", 0, code, len(body)) + body


class Disk:
    def __init__(self, mebibytes, serial, vendor, product):
        self.data = bytearray(mebibytes << 20)
        self.blocks = len(self.data) // 512
        self.serial = serial.encode()
        self.names = f"{vendor:8}{product:16}0001".encode()

    def inquiry(self, cdb):
        designator = struct.pack(">BBBB", 1, 3, 0, 8) + bytes.fromhex("50" + self.serial[2:].decode())
        pages = {0: b"\x00\x80\x83", 0x80: self.serial, 0x83: designator}
        if cdb[1] & 1 == 0:
            return bytes([0, 0, 6, 2, 31, 0, 0, 2]) + self.names
        return page(cdb[2], pages[cdb[2]]) if cdb[2] in pages else None

    def answer(self, cdb, written):
        """Data to be read, or None for what is not known here."""
        code = cdb[0]
        if code in (0x00, 0x35, 0x91):  # TEST UNIT READY, SYNCHRONIZE CACHE
            return b""
        if code == 0x12:
            return self.inquiry(cdb)
        if code == 0x25:
            return struct.pack(">II", self.blocks - 1, 512)
        if code == 0x9E and cdb[1] & 0x1F == 0x10:
            return struct.pack(">QI20x", self.blocks - 1, 512)
        if code == 0x1A:  # MODE SENSE: no pages
            return bytes([3, 0, 0, 0])
        if code in (0x28, 0x2A):
            at, count = struct.unpack(">IxH", cdb[2:9])
        elif code in (0x88, 0x8A):
            at, count = struct.unpack(">QI", cdb[2:14])
        else:
            return None
        if at + count > self.blocks:
            return None
        if code in (0x28, 0x88):
            return bytes(self.data[at * 512:(at + count) * 512])
        self.data[at * 512:(at + count) * 512] = written
        return b""


class Ring:
    """What the kernel and this program have in common."""

    def __init__(self, unit):
        folder = self.folder(unit)
        self.file = os.open("/dev/" + os.path.basename(folder), os.O_RDWR)
        with open(folder + "/maps/map0/size") as size:
            self.memory = mmap.mmap(self.file, int(size.read(), 16))
        self.entries, self.bytes = struct.unpack_from("=II", self.memory, 4)

    @staticmethod
    def folder(unit):
        for _ in range(100):
            for folder in glob.glob("/sys/class/uio/uio*"):
                with open(folder + "/name") as name:
                    if name.read().strip().endswith("/mpath/" + unit):
                        return folder
            time.sleep(0.1)
        sys.exit("no unit " + unit)

    def serve(self, disk):
        while True:  # what came before this program was there, too
            tail, = struct.unpack_from("=I", self.memory, TAIL)
            while tail != struct.unpack_from("=I", self.memory, HEAD)[0]:
                at = self.entries + tail
                length, = struct.unpack_from("=I", self.memory, at)
                if length & 7 == COMMAND:
                    self.command(at, disk)
                tail = (tail + (length & ~7)) % self.bytes
                struct.pack_into("=I", self.memory, TAIL, tail)
            os.write(self.file, b"\x01\x00\x00\x00")
            os.read(self.file, 4)  # waits for more

    def command(self, at, disk):
        count, = struct.unpack_from("=I", self.memory, at + 8)
        vectors = [struct.unpack_from("=QQ", self.memory, at + VECTORS + 16 * i) for i in range(count)]
        cdb_at, = struct.unpack_from("=Q", self.memory, at + CDB_AT)
        cdb = self.memory[cdb_at:cdb_at + 16]
        written = b"".join(self.memory[base:base + length] for base, length in vectors) if cdb[0] in (0x2A, 0x8A) else b""
        data = disk.answer(cdb, written)
        if data is None:
            self.respond(at, CHECK_CONDITION, sense(ILLEGAL_REQUEST, 0x24))
            return
        sent = self.put(data, vectors)
        if cdb[0] == 0x12 and os.path.exists("recovered"):
            self.memory[at + 7] = self.memory[at + 7] | READ_LENGTH
            self.respond(at, CHECK_CONDITION, sense(RECOVERED_ERROR, 0x5D), sent)
        else:
            self.respond(at, 0, b"")

    def put(self, data, vectors):
        sent = 0
        for base, length in vectors:
            part = data[sent:sent + length]
            self.memory[base:base + len(part)] = part
            sent += len(part)
        return sent

    def respond(self, at, status, words, length=0):
        struct.pack_into("=BxxxI96s", self.memory, at + RESPONSE, status, length, words)


if __name__ == "__main__":
    Ring(sys.argv[1]).serve(Disk(int(sys.argv[2]), *sys.argv[3:6]))
