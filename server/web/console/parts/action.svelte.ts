// SPDX-License-Identifier: Apache-2.0
// Changing something: one at a time, and it ends in a sentence on the status line or in a refusal.
import { as_refusal, Refusal } from '$lib/api/client';
import { spoken } from '$lib/i18n/locale.svelte';
import { router } from '$lib/router.svelte';

class Status {
  text = $state('');
  #carried = '';

  /** Goes to another place, which then shows the sentence. */
  carry_to(path: string): void {
    this.#carried = this.text;
    router.go(path);
  }
  moved(): void {
    this.text = this.#carried;
    this.#carried = '';
  }
}
export const status = new Status();

/** Dangerous work asks for the password again (kind step_up); StepUp.svelte answers. */
class StepUp {
  wanted: ((is_proved: boolean) => void) | undefined = $state.raw();

  ask(): Promise<boolean> {
    return new Promise((resolve) => (this.wanted = resolve));
  }
  answer(is_proved: boolean): void {
    this.wanted?.(is_proved);
    this.wanted = undefined;
  }
}
export const step_up = new StepUp();

async function with_proof(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (thrown) {
    const is_asked = thrown instanceof Refusal && thrown.problem.kind === 'step_up';
    if (!is_asked || !(await step_up.ask())) throw thrown;
    return work();
  }
}

export class Action {
  is_busy = $state(false);
  refusal: Refusal | undefined = $state.raw();

  /** `work` answers with the sentence for the status line. True when it was done. */
  async run(work: () => Promise<string>): Promise<boolean> {
    if (this.is_busy) return false;
    this.is_busy = true;
    this.refusal = undefined;
    status.text = '';
    try {
      status.text = await with_proof(work);
      return true;
    } catch (thrown) {
      this.refusal = as_refusal(thrown);
      return false;
    } finally {
      this.is_busy = false;
    }
  }

  /** The sentence for one field of the form that was sent. */
  fault(path: string): string | undefined {
    const message = this.refusal?.fault(path);
    return message && spoken(message);
  }
}
