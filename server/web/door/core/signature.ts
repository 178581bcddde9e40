// SPDX-License-Identifier: Apache-2.0
// Ed25519: by WebCrypto where it works, else by @noble/ed25519, which is loaded only then.
import { bytesOfHex } from './bytes';

type Bytes = Uint8Array<ArrayBuffer>;
type Verify = (publicKey: Bytes, signature: Bytes, message: Bytes) => Promise<boolean>;

// RFC 8032, 7.1, test 1: the empty message.
const testKey = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
const testSignature =
  'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155' +
  '5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b';

let chosen: Promise<Verify> | null = null;

/** The first call finds out which of the two this browser needs. */
export async function verifySignature(
  publicKey: Bytes,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  chosen ??= choose();
  return (await chosen)(publicKey, signature, message);
}

async function choose(): Promise<Verify> {
  return (await webCryptoWorks()) ? verifyByWebCrypto : verifyByNoble;
}

export async function webCryptoWorks(): Promise<boolean> {
  const key = bytesOfHex(testKey);
  const signature = bytesOfHex(testSignature);
  try {
    if (!(await verifyByWebCrypto(key, signature, new Uint8Array()))) return false;
    return !(await verifyByWebCrypto(key, signature, new Uint8Array(1)));
  } catch {
    return false;
  }
}

const imported = new Map<string, Promise<CryptoKey>>();

export async function verifyByWebCrypto(
  publicKey: Bytes,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  const name = publicKey.join();
  let key = imported.get(name);
  if (!key) {
    key = crypto.subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']);
    imported.set(name, key);
  }
  return crypto.subtle.verify({ name: 'Ed25519' }, await key, signature, message);
}

export async function verifyByNoble(
  publicKey: Bytes,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  const { verifyAsync } = await import('@noble/ed25519');
  // Not ZIP 215, which takes keys and points that libsodium refuses.
  return verifyAsync(signature, message, publicKey, { zip215: false });
}
