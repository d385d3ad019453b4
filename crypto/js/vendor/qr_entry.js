// The QR encoder for the counsellor's key card; the decoder is not needed. build.mjs joins this into qr.js.
export { encodeQR } from 'qr';
