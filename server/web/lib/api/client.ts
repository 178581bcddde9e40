// SPDX-License-Identifier: Apache-2.0
// The typed client: paths, parameters and answers come from openapi.yaml (lib/api/schema.d.ts is made
// from it by `npm run api`), so a wrong path or field is a compile error.
import createClient from 'openapi-fetch';
import { common } from '../i18n/common';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];
export type Problem = Schemas['Problem'];

/** A refusal of the server, or its absence (`kind: 'unreachable'`). Says what to do in both languages. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.message.en);
  }

  /** The sentence for one field, by its JSON pointer in the body that was sent. */
  fault(path: string): Problem['message'] | undefined {
    return this.problem.faults.find((fault) => fault.path === path)?.message;
  }
}

export const api = createClient<paths>({ baseUrl: '' });
// The server takes no change by cookie that is not said to be JSON, not even one without a body.
api.use({
  onRequest({ request }) {
    if (request.method !== 'GET' && !request.headers.has('Content-Type')) request.headers.set('Content-Type', 'application/json');
    return request;
  },
});

function is_problem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'kind' in body && 'message' in body;
}

/** A refusal in the words of a page. */
export function made_here(kind: string, text: string, status: number): Refusal {
  return new Refusal(status, { kind, message: { vi: text, en: text }, faults: [], request_id: '' });
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * The body of a successful answer; anything else is thrown as a Refusal.
 * Use: `const event = await ask(api.GET('/api/v1/events/{event}', { params: { path: { event } } }))`.
 */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch {
    throw made_here('unreachable', common().unreachable, 0);
  }
  if (answer.response.ok) {
    was_answered = true;
    return answer.data as T;
  }
  if (answer.response.status === 401 && to_sign_in) {
    to_sign_in();
    // Who would lose what they typed may stay, and is told how to go on.
    throw made_here('unauthenticated', common().signed_out, 401);
  }
  if (is_problem(answer.error)) throw new Refusal(answer.response.status, answer.error);
  throw made_here('unexpected', common().unexpected, answer.response.status);
}

/** Any thrown value as a Refusal, for pages that show what went wrong. */
export function as_refusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  console.error(thrown);
  return made_here('unexpected', common().unexpected, 0);
}

/** Apps that need a session call this once; the door and the sign-in page themselves do not. */
export function send_to_sign_in_when_signed_out(): void {
  to_sign_in = () => {
    const here = location.pathname + location.hash;
    location.assign(`/sign-in?${was_answered ? 'ended&' : ''}next=${encodeURIComponent(here)}`);
  };
}

/** Whoever signed out is not told that the session ended by itself, whatever else is still asked. */
export function leave_for_sign_in(): void {
  to_sign_in = () => location.assign('/sign-in');
  to_sign_in();
}

let to_sign_in: (() => void) | undefined;
/** Whoever was answered before was signed in: a session that ended is told from one that never began. */
let was_answered = false;
