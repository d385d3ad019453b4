// @ts-check
/** A folder as one file: ZIP (APPNOTE 6.3.10, 4.3), every entry stored as it is, with no moment but the first that the format knows. */

const VERSION = 20;
const UTF8_NAMES = 0x0800;
/** 1 January 1980, midnight: whoever gets the folder learns no moment from it. */
const DAY = 0x0021;
const LIMIT = 0xffff_ffff;

const TABLE = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb8_8320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

/** CRC-32 (ISO 3309) of bytes. @param {Uint8Array} bytes */
export function crc32(bytes) {
  let value = 0xffff_ffff;
  for (const byte of bytes) value = /** @type {number} */ (TABLE[(value ^ byte) & 0xff]) ^ (value >>> 8);
  return (value ^ 0xffff_ffff) >>> 0;
}

/**
 * @param {{ name: string, bytes: Uint8Array }[]} files with names relative to the folder, and slashes between
 * @returns {Uint8Array}
 * @throws {RangeError} above four gigabytes together
 */
export function zipOf(files) {
  /** @type {Uint8Array[]} */
  const parts = [];
  /** @type {Uint8Array[]} */
  const central = [];
  let at = 0;
  for (const { name, bytes } of files) {
    const path = new TextEncoder().encode(name);
    const about = numbers([[VERSION, 2], [UTF8_NAMES, 2], [0, 2], [0, 2], [DAY, 2], [crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4], [path.length, 2], [0, 2]]);
    parts.push(numbers([[0x0403_4b50, 4]]), about, path, bytes);
    central.push(numbers([[0x0201_4b50, 4], [VERSION, 2]]), about, numbers([[0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]), path);
    at += 4 + about.length + path.length + bytes.length;
  }
  const size = central.reduce((sum, one) => sum + one.length, 0);
  if (at + size > LIMIT) throw new RangeError("too large for this format");
  const end = numbers([[0x0605_4b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [at, 4], [0, 2]]);
  return joined([...parts, ...central, end]);
}

/** Numbers with the bytes they take, the lowest byte first. @param {[number, 2|4][]} each */
function numbers(each) {
  const view = new DataView(new ArrayBuffer(each.reduce((sum, [, size]) => sum + size, 0)));
  let at = 0;
  for (const [value, size] of each) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const made = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}
