// What Zegel needs of @noble, and nothing else. build.mjs joins this into noble.js.
export { ed25519, x25519 } from '@noble/curves/ed25519.js';
export { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
export { hsalsa, xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
export { argon2idAsync } from '@noble/hashes/argon2.js';
export { blake2b } from '@noble/hashes/blake2.js';
export { sha256, sha512 } from '@noble/hashes/sha2.js';
