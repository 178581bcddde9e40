// SPDX-License-Identifier: Apache-2.0
// What phones let in and the server does not count: out of the file that a phone saved, and out of the quarantine.
import type { Schemas } from '$lib/api/client';

export type Line = Schemas['SupplementLine'];

/** A scan as a phone writes it; in its file also the pass and the verdict of what was handed in. */
export interface SavedScan extends Partial<Schemas['ScanRecord']> {
  verdict?: string;
}

const was_let_in = (scan: SavedScan): boolean =>
  scan.direction !== 'out' && scan.kind !== 'undo' && (scan.verdict ?? (scan.override ? 'admitted' : scan.local_verdict)) === 'admitted';

const is_id = (text: unknown, digits: number): text is string => typeof text === 'string' && new RegExp(`^[0-9a-f]{${digits}}$`).test(text);

/** Anybody may have written the file, and a phone may have written nonsense. */
function line_of(scan: SavedScan): Line | undefined {
  const { scan_id, text, pass_id, wall_ms, offset_ms = 0, count = 1 } = scan;
  const at = Number(wall_ms) + Number(offset_ms);
  const has_text = typeof text === 'string' && text !== '' && text.length <= 512;
  if (!is_id(scan_id, 32) || !(has_text || is_id(pass_id, 16)) || !(at >= 0 && at < 8.64e15)) return undefined;
  if (!Number.isInteger(count) || count < 1 || count > 10_000) return undefined;
  return { scan_id, ...(has_text ? { text } : { pass_id: pass_id! }), at: new Date(at).toISOString(), count };
}

export interface LetIn {
  /** Earliest first. */
  by_gate: Map<string, Line[]>;
  count: number;
  /** Were let in, but the record does not say whom or when. */
  unusable: number;
}

/** Those who were shown green and not taken back, each once. */
export function let_in(scans: SavedScan[]): LetIn {
  const undone = new Set(scans.map((scan) => scan.undoes).filter(Boolean));
  const seen = new Set<string | undefined>();
  const found: LetIn = { by_gate: new Map(), count: 0, unusable: 0 };
  for (const scan of scans) {
    if (!was_let_in(scan) || undone.has(scan.scan_id) || seen.has(scan.scan_id)) continue;
    seen.add(scan.scan_id);
    const line = typeof scan.gate_id === 'string' ? line_of(scan) : undefined;
    if (line) found.by_gate.set(scan.gate_id!, [...(found.by_gate.get(scan.gate_id!) ?? []), line]);
    if (line) found.count += 1;
    else found.unusable += 1;
  }
  for (const lines of found.by_gate.values()) lines.sort((a, b) => a.at!.localeCompare(b.at!));
  return found;
}

export interface SavedFile {
  /** Of a phone that no longer knew, null. */
  device: { label: string; event_id: string } | null;
  /** Scans that the phone could not read any more. */
  unreadable: number;
  scans: SavedScan[];
}

/** Nothing when it is not such a file. */
export function read_saved_file(text: string): SavedFile | undefined {
  try {
    const file = JSON.parse(text) as Partial<SavedFile> | null;
    if (!file || !Array.isArray(file.scans)) return undefined;
    const scans = file.scans.filter((scan) => typeof scan === 'object' && scan !== null);
    return { device: file.device ?? null, unreadable: Number(file.unreadable ?? 0), scans };
  } catch {
    return undefined;
  }
}

/** Of quarantined scans; what is no record stands for nobody, and of a copy the ledger has the first. */
export function read_quarantined(items: Schemas['QuarantinedScan'][]): SavedScan[] {
  return items.flatMap((item) => {
    if (item.reason === 'conflicting_copy') return [];
    try {
      const scan: unknown = JSON.parse(item.content);
      return typeof scan === 'object' && scan !== null ? [scan as SavedScan] : [];
    } catch {
      return [];
    }
  });
}
