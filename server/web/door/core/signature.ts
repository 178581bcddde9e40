// SPDX-License-Identifier: Apache-2.0
// Ed25519: by WebCrypto where it works, else by @noble/ed25519, which is loaded only then.
import { bytes_of_hex } from './bytes';

type Bytes = Uint8Array<ArrayBuffer>;
type Verify = (public_key: Bytes, signature: Bytes, message: Bytes) => Promise<boolean>;

// RFC 8032, 7.1, test 1: the empty message.
const test_key = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
const test_signature =
  'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155' +
  '5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b';

let chosen: Promise<Verify> | null = null;

/** The first call finds out which of the two this browser needs. */
export async function verify_signature(
  public_key: Bytes,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  chosen ??= choose();
  return (await chosen)(public_key, signature, message);
}

/** Finds out and takes in the key now: the first pass is checked as quickly as the next. */
export function get_ready(public_key: Bytes): void {
  verify_signature(public_key, new Uint8Array(64), new Uint8Array()).catch(() => undefined);
}

async function choose(): Promise<Verify> {
  return (await web_crypto_works()) ? verify_by_web_crypto : verify_by_noble;
}

export async function web_crypto_works(): Promise<boolean> {
  const key = bytes_of_hex(test_key);
  const signature = bytes_of_hex(test_signature);
  try {
    if (!(await verify_by_web_crypto(key, signature, new Uint8Array()))) return false;
    return !(await verify_by_web_crypto(key, signature, new Uint8Array(1)));
  } catch {
    return false;
  }
}

const imported = new Map<string, Promise<CryptoKey>>();

export async function verify_by_web_crypto(
  public_key: Bytes,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  const name = public_key.join();
  let key = imported.get(name);
  if (!key) {
    key = crypto.subtle.importKey('raw', public_key, { name: 'Ed25519' }, false, ['verify']);
    imported.set(name, key);
  }
  return crypto.subtle.verify({ name: 'Ed25519' }, await key, signature, message);
}

export async function verify_by_noble(
  public_key: Bytes,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  const { verifyAsync } = await import('@noble/ed25519');
  // Not ZIP 215, which takes keys and points that libsodium refuses.
  return verifyAsync(signature, message, public_key, { zip215: false });
}
