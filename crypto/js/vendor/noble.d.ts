/** What crypto/js uses of noble.js, no more: types for `tsc`, never loaded by a browser. */
type Bytes = Uint8Array;

interface Cipher {
  encrypt(plain: Bytes): Bytes;
  decrypt(sealed: Bytes): Bytes;
}

export interface Point {
  isSmallOrder(): boolean;
  isTorsionFree(): boolean;
  add(other: Point): Point;
  subtract(other: Point): Point;
  multiplyUnsafe(scalar: bigint): Point;
  precompute(): Point;
  toBytes(): Bytes;
}

interface Argon2Options {
  t: number;
  m: number;
  p: number;
  dkLen: number;
  asyncTick?: number;
  onProgress?: (fraction: number) => void;
}

export const ed25519: {
  getPublicKey(seed: Bytes): Bytes;
  sign(message: Bytes, seed: Bytes): Bytes;
  verify(signature: Bytes, message: Bytes, pk: Bytes, options: { zip215: boolean }): boolean;
  Point: { BASE: Point; Fn: { ORDER: bigint }; fromBytes(bytes: Bytes, zip215: boolean): Point };
};
export const x25519: {
  getPublicKey(sk: Bytes): Bytes;
  getSharedSecret(sk: Bytes, pk: Bytes): Bytes;
};
export function xchacha20poly1305(key: Bytes, nonce: Bytes, aad: Bytes): Cipher;
export function xsalsa20poly1305(key: Bytes, nonce: Bytes): Cipher;
export function hsalsa(sigma: Uint32Array, key: Uint32Array, input: Uint32Array, out: Uint32Array): void;
export function blake2b(message: Bytes, options: { dkLen: number; key?: Bytes }): Bytes;
export function sha256(message: Bytes): Bytes;
export function sha512(message: Bytes): Bytes;
export function argon2idAsync(password: Bytes, salt: Bytes, options: Argon2Options): Promise<Bytes>;
