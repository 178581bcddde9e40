// SPDX-License-Identifier: Apache-2.0
// The calls of a door. Each ends in a value: the answer, or why there is none.
import type {
  Changes,
  EnrolAnswer,
  HelloAnswer,
  HelloForm,
  Message,
  ScanAnswer,
  ScanRecord,
  SnapshotPage,
  WalkInAnswer,
  WalkInForm,
} from './wire';

export type CallFault =
  | 'unreachable' // no network, no answer in time, or an answer of somebody else
  | 'unauthenticated' // the token is no longer known
  | 'forbidden' // not now: revoked, or outside the window
  | 'rate_limited'
  | 'refused' // the request itself, see message
  | 'server_error';

export type Answer<T> =
  | { ok: true; value: T; sentAt: number; receivedAt: number }
  | { ok: false; fault: CallFault; message: Message | null; retryAfterS: number | null };

export type EnrolFault = { fault: CallFault | 'not_stored'; message: Message | null };

/** Reading the phone's clock; a value, so that tests can set it. */
export interface Clock {
  wall(): number;
  mono(): number;
}
export const realClock: Clock = {
  wall: () => Date.now(),
  mono: () => Math.round(performance.now()),
};

const enrolTimeoutMs = 15_000;
const pollTimeoutMs = 10_000;
const snapshotTimeoutMs = 30_000;
const batchTimeoutMs = 30_000;
/** After this the phone decides by itself. */
export const scanTimeoutMs = 1_500;

export class DoorApi {
  constructor(
    private readonly base: string,
    private readonly clock: Clock,
  ) {}

  private token = '';

  setToken(token: string): void {
    this.token = token;
  }

  enrol(code: string, appVersion: string): Promise<Answer<EnrolAnswer>> {
    return this.post('/enrol', { code, app_version: appVersion }, enrolTimeoutMs);
  }
  hello(form: HelloForm): Promise<Answer<HelloAnswer>> {
    return this.post('/hello', form, pollTimeoutMs);
  }
  snapshot(cursor: string | null): Promise<Answer<SnapshotPage>> {
    const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    return this.call('GET', `/snapshot${query}`, null, snapshotTimeoutMs);
  }
  changes(since: number): Promise<Answer<Changes>> {
    return this.call('GET', `/changes?since=${since}`, null, pollTimeoutMs);
  }
  scan(record: ScanRecord): Promise<Answer<ScanAnswer>> {
    return this.post('/scans', record, scanTimeoutMs);
  }
  batch(scans: ScanRecord[]): Promise<Answer<{ results: ScanAnswer[] }>> {
    return this.post('/scans/batch', { scans }, batchTimeoutMs);
  }
  walkIn(form: WalkInForm, scan: ScanRecord): Promise<Answer<WalkInAnswer>> {
    return this.post('/walk-ins', { ...form, scan }, pollTimeoutMs);
  }

  private post<T>(path: string, body: unknown, timeoutMs: number): Promise<Answer<T>> {
    return this.call('POST', path, JSON.stringify(body), timeoutMs);
  }

  private async call<T>(
    method: string,
    path: string,
    body: string | null,
    timeoutMs: number,
  ): Promise<Answer<T>> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (this.token) headers['Authorization'] = `Bearer ${this.token}`;
    if (body !== null) headers['Content-Type'] = 'application/json';
    const sentAt = this.clock.wall();
    try {
      const response = await fetch(`${this.base}/api/v1/door${path}`, {
        method,
        headers,
        body,
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const value: unknown = await response.json();
      const receivedAt = this.clock.wall();
      if (response.ok) return { ok: true, value: value as T, sentAt, receivedAt };
      return {
        ok: false,
        fault: faultOf(response.status),
        message: messageOf(value),
        retryAfterS: Number(response.headers.get('Retry-After')) || null,
      };
    } catch {
      // No network, too late, or a body that is no JSON: a hotel's sign-in page, a proxy's error.
      return { ok: false, fault: 'unreachable', message: null, retryAfterS: null };
    }
  }
}

function faultOf(status: number): CallFault {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'server_error' : 'refused';
}

/** The sentence of a problem answer, if it is one of ours. */
function messageOf(value: unknown): Message | null {
  const message = (value as { message?: Partial<Message> } | null)?.message;
  if (typeof message?.vi !== 'string' || typeof message.en !== 'string') return null;
  return { vi: message.vi, en: message.en };
}
