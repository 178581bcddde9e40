// SPDX-License-Identifier: Apache-2.0
// Walk-ins: the server makes the pass, so only with the server.
import { effect_of } from './stored';
import type { Phone } from './phone';
import { result_of, told_by_server } from './present';
import type { DoorResult, WalkInFault, WalkInResult } from './results';
import { facts_of, type ScanLedger } from './scan_ledger';
import type { Holder, Message, ScanRecord, WalkInAnswer, WalkInForm } from './wire';

export class WalkIns {
  /** Asked for, and no answer came. */
  private asked: { form: string; record: ScanRecord } | null = null;

  constructor(
    private readonly phone: Phone,
    private readonly ledger: ScanLedger,
    private readonly wake: () => void,
  ) {}

  async register(
    form: WalkInForm,
  ): Promise<WalkInResult | { fault: WalkInFault; message: Message | null }> {
    const { phone } = this;
    if (!phone.setting || phone.link !== 'online') return { fault: 'offline', message: null };
    const record = await this.record_of(form);
    if (!record) return { fault: 'not_stored', message: null };
    const at = this.ledger.time_of_scan();
    const answer = await phone.api.walk_in(form, record);
    if (!answer.ok) {
      if (answer.fault === 'unreachable') phone.link = 'offline';
      // Whoever tries again with the same form asks with the same scan id: nobody is there twice.
      const fault = answer.fault === 'refused' ? 'refused' : 'offline';
      return { fault, message: answer.message };
    }
    this.asked = null;
    phone.heard();
    const { result: said, pass } = answer.value;
    const pass_id = pass?.pass_id ?? said.pass_id;
    const shown = result_of(phone, told_by_server(said), facts_of(record, pass_id, at));
    // Nothing to look at twice: whoever stands there was registered this minute.
    const holder = shown.holder ?? (pass && guest_of(pass, form));
    const result: DoorResult = pass ? { ...shown, holder, kind: 'admitted', notes: [] } : shown;
    const kept = { ...record, pass_id };
    const scan = this.ledger.stored(kept, pass_id, result, at);
    scan.shown.label = pass?.label ?? '';
    await this.ledger.replace(scan, 'sent');
    phone.remember_scan({ ...scan, state: 'sent' });
    phone.acknowledge(record.dseq, effect_of(scan));
    this.wake();
    phone.changed();
    const short_number = pass?.short_number ?? null;
    return { result, label: pass?.label ?? '', short_number, qr_text: pass?.qr_text ?? null };
  }

  private async record_of(form: WalkInForm): Promise<ScanRecord | null> {
    const text = JSON.stringify(form);
    if (this.asked?.form === text) return this.asked.record;
    const part = { text: '', pass_id: null, undoes: null, direction: 'in', count: 1 } as const;
    const record = this.ledger.new_record({ kind: 'walk_in', ...part });
    const at = this.ledger.time_of_scan();
    if (!(await this.ledger.add(this.ledger.stored(record, null, null, at), 'held', at))) return null;
    this.asked = { form: text, record };
    return record;
  }
}

/** Who was registered, until the list holds them. */
function guest_of(pass: NonNullable<WalkInAnswer['pass']>, form: WalkInForm): Holder {
  return {
    label: pass.label,
    group: '',
    agency: form.organization ?? '',
    seat: '',
    note: '',
    is_minor: false,
    party_size: 1,
    short_number: pass.short_number,
    status: 'approved',
    admission: { inside: 1, present: 1, visits: 1, first_in_at: null, first_in_gate_id: null },
  };
}
