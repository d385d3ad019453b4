/** What the enrolment page uses of qr.js: types for `tsc`, never loaded by a browser. */
export function encodeQR(
  text: string,
  output: 'raw',
  options?: { ecc?: 'low' | 'medium' | 'quartile' | 'high'; border?: number },
): boolean[][];
