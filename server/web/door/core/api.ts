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
  | { ok: true; value: T; sent_at: number; received_at: number }
  | { ok: false; fault: CallFault; message: Message | null; retry_after_s: number | null };

/** waiting: the enrolment before still has scans to hand in. */
export interface EnrolFault {
  fault: CallFault | 'not_stored' | 'waiting';
  message: Message | null;
}

/** Reading the phone's clock; a value, so that tests can set it. */
export interface Clock {
  wall(): number;
  mono(): number;
}
export const real_clock: Clock = {
  wall: () => Date.now(),
  mono: () => Math.round(performance.now()),
};

const enrol_timeout_ms = 15_000;
const poll_timeout_ms = 10_000;
const snapshot_timeout_ms = 30_000;
const batch_timeout_ms = 30_000;
/** After this the phone decides by itself. */
export const scan_timeout_ms = 1_500;

export class DoorApi {
  constructor(
    private readonly base: string,
    private readonly clock: Clock,
  ) {}

  private token = '';

  set_token(token: string): void {
    this.token = token;
  }

  enrol(code: string, app_version: string): Promise<Answer<EnrolAnswer>> {
    return this.post('/enrol', { code, app_version: app_version }, enrol_timeout_ms);
  }
  hello(form: HelloForm): Promise<Answer<HelloAnswer>> {
    return this.post('/hello', form, poll_timeout_ms);
  }
  snapshot(cursor: string | null): Promise<Answer<SnapshotPage>> {
    const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    return this.call('GET', `/snapshot${query}`, null, snapshot_timeout_ms);
  }
  changes(since: number): Promise<Answer<Changes>> {
    return this.call('GET', `/changes?since=${since}`, null, poll_timeout_ms);
  }
  scan(record: ScanRecord): Promise<Answer<ScanAnswer>> {
    return this.post('/scans', record, scan_timeout_ms);
  }
  batch(scans: ScanRecord[]): Promise<Answer<{ results: ScanAnswer[] }>> {
    return this.post('/scans/batch', { scans }, batch_timeout_ms);
  }
  walk_in(form: WalkInForm, scan: ScanRecord): Promise<Answer<WalkInAnswer>> {
    return this.post('/walk-ins', { ...form, scan }, poll_timeout_ms);
  }

  private post<T>(path: string, body: unknown, timeout_ms: number): Promise<Answer<T>> {
    return this.call('POST', path, JSON.stringify(body), timeout_ms);
  }

  private async call<T>(
    method: string,
    path: string,
    body: string | null,
    timeout_ms: number,
  ): Promise<Answer<T>> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (this.token) headers['Authorization'] = `Bearer ${this.token}`;
    if (body !== null) headers['Content-Type'] = 'application/json';
    const sent_at = this.clock.wall();
    try {
      const response = await fetch(`${this.base}/api/v1/door${path}`, {
        method,
        headers,
        body,
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        signal: AbortSignal.timeout(timeout_ms),
      });
      const value: unknown = await response.json();
      const received_at = this.clock.wall();
      if (response.ok) return { ok: true, value: value as T, sent_at, received_at };
      return {
        ok: false,
        fault: fault_of(response.status),
        message: message_of(value),
        retry_after_s: Number(response.headers.get('Retry-After')) || null,
      };
    } catch {
      // No network, too late, or a body that is no JSON: a hotel's sign-in page, a proxy's error.
      return { ok: false, fault: 'unreachable', message: null, retry_after_s: null };
    }
  }
}

function fault_of(status: number): CallFault {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'server_error' : 'refused';
}

/** The sentence of a problem answer, if it is one of ours. */
function message_of(value: unknown): Message | null {
  const message = (value as { message?: Partial<Message> } | null)?.message;
  if (typeof message?.vi !== 'string' || typeof message.en !== 'string') return null;
  return { vi: message.vi, en: message.en };
}
