/** What a library says of itself: its format and machine, what it exports, what it needs, and whether it carries a signature. */
export function readLibrary(bytes) {
  if (bytes.readUInt32BE(0) === 0x7f454c46) return readElf(bytes);
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return readMachO(bytes);
  if (bytes.toString('latin1', 0, 2) === 'MZ') return readPe(bytes);
  return { format: 'unknown', machine: 0, exports: [], needs: [], signed: false };
}

function text(bytes, at) {
  return bytes.toString('latin1', at, bytes.indexOf(0, at));
}

function readElf(bytes) {
  const number = (at) => Number(bytes.readBigUInt64LE(at));
  const sections = [];
  for (let i = 0; i < bytes.readUInt16LE(60); i++) {
    const at = number(40) + i * bytes.readUInt16LE(58);
    sections.push({
      type: bytes.readUInt32LE(at + 4),
      offset: number(at + 24),
      size: number(at + 32),
      link: bytes.readUInt32LE(at + 40),
    });
  }
  const [symbols, dynamic] = [11, 6].map((type) => sections.find((section) => section.type === type));
  const exports = [];
  for (let at = symbols.offset; at < symbols.offset + symbols.size; at += 24) {
    const defined = bytes.readUInt16LE(at + 6) !== 0;
    if (defined) exports.push(text(bytes, sections[symbols.link].offset + bytes.readUInt32LE(at)));
  }
  const needs = [];
  for (let at = dynamic.offset; at < dynamic.offset + dynamic.size; at += 16) {
    if (number(at) === 1) needs.push(text(bytes, sections[dynamic.link].offset + number(at + 8)));
  }
  return { format: 'ELF', machine: bytes.readUInt16LE(18), exports, needs, signed: false };
}

function readMachO(bytes) {
  const exports = [];
  const needs = [];
  let signed = false;
  let at = 32;
  for (let i = 0; i < bytes.readUInt32LE(16); i++, at += bytes.readUInt32LE(at + 4)) {
    const command = bytes.readUInt32LE(at);
    if (command === 0x1d) signed = true; // LC_CODE_SIGNATURE
    if (command === 0xc) needs.push(text(bytes, at + bytes.readUInt32LE(at + 8))); // LC_LOAD_DYLIB
    if (command === 0x2) exports.push(...machOSymbols(bytes, at)); // LC_SYMTAB
  }
  return { format: 'Mach-O', machine: bytes.readUInt32LE(4), exports, needs, signed };
}

/** External symbols that are defined here, without the underscore that C puts before them. */
function machOSymbols(bytes, command) {
  const [symbols, count, strings] = [8, 12, 16].map((offset) => bytes.readUInt32LE(command + offset));
  const names = [];
  for (let i = 0; i < count; i++) {
    const at = symbols + i * 16;
    const type = bytes[at + 4];
    if ((type & 0xe1) === 1 && (type & 0x0e) !== 0) names.push(text(bytes, strings + bytes.readUInt32LE(at)).slice(1));
  }
  return names;
}

function readPe(bytes) {
  const header = bytes.readUInt32LE(0x3c) + 4;
  const optional = header + 20;
  const sections = optional + bytes.readUInt16LE(header + 16);
  const place = (address) => {
    for (let i = 0; i < bytes.readUInt16LE(header + 2); i++) {
      const at = sections + i * 40;
      const start = bytes.readUInt32LE(at + 12);
      if (address >= start && address < start + bytes.readUInt32LE(at + 16)) {
        return address - start + bytes.readUInt32LE(at + 20);
      }
    }
    throw new Error('an address outside every section');
  };
  const [exported, imported] = [112, 120].map((offset) => place(bytes.readUInt32LE(optional + offset)));
  const exports = [];
  const names = place(bytes.readUInt32LE(exported + 32));
  for (let i = 0; i < bytes.readUInt32LE(exported + 24); i++) {
    exports.push(text(bytes, place(bytes.readUInt32LE(names + i * 4))));
  }
  const needs = [];
  for (let at = imported; bytes.readUInt32LE(at + 12) !== 0; at += 20) {
    needs.push(text(bytes, place(bytes.readUInt32LE(at + 12))));
  }
  return { format: 'PE', machine: bytes.readUInt16LE(header), exports, needs, signed: false };
}
