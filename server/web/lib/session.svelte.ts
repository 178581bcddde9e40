// SPDX-License-Identifier: Apache-2.0
// Who is signed in, and what they may do (the server judges every call again).
import { api, ask, leave_for_sign_in, type Schemas } from './api/client';

class Session {
  value = $state<Schemas['Session'] | undefined>();
  #leaving: (() => void)[] = [];

  /** What an app keeps in the browser goes when its owner does. */
  before_sign_out(work: () => void): void {
    this.#leaving.push(work);
  }

  async load(): Promise<void> {
    this.value = await ask(api.GET('/api/v1/session'));
  }

  may(permission: string): boolean {
    return this.value?.permissions.includes(permission) ?? false;
  }

  async sign_out(): Promise<void> {
    await ask(api.DELETE('/api/v1/session'));
    for (const work of this.#leaving) work();
    leave_for_sign_in();
  }
}

export const session = new Session();
