// SPDX-License-Identifier: Apache-2.0
// What phones let in and the server does not count: out of the file that a phone saved, and out of the quarantine.
import type { Schemas } from '$lib/api/client';

export type Line = Schemas['SupplementLine'];

/** A scan as a phone writes it; in its file also the pass and the verdict of what was handed in. */
interface SavedScan extends Partial<Schemas['ScanRecord']> {
  verdict?: string;
}

const was_let_in = (scan: SavedScan): boolean =>
  scan.direction !== 'out' && scan.kind !== 'undo' && (scan.verdict ?? (scan.override ? 'admitted' : scan.local_verdict)) === 'admitted';

function line_of(scan: SavedScan): Line | undefined {
  const { scan_id, text, pass_id, wall_ms, offset_ms = 0, count = 1 } = scan;
  const at = Number(wall_ms) + Number(offset_ms);
  if (!scan_id || !(text || pass_id) || !(at >= 0 && at < 8.64e15)) return undefined;
  return { scan_id, ...(text ? { text } : { pass_id: pass_id! }), at: new Date(at).toISOString(), count };
}

/** Those who were shown green and not taken back, by gate, earliest first. */
export function lines_by_gate(scans: SavedScan[]): Map<string, Line[]> {
  const undone = new Set(scans.map((scan) => scan.undoes).filter(Boolean));
  const lines = new Map<string, Line[]>();
  for (const scan of scans) {
    const line = was_let_in(scan) && !undone.has(scan.scan_id) && scan.gate_id ? line_of(scan) : undefined;
    if (line) lines.set(scan.gate_id!, [...(lines.get(scan.gate_id!) ?? []), line]);
  }
  for (const those of lines.values()) those.sort((a, b) => a.at!.localeCompare(b.at!));
  return lines;
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

/** Of quarantined scans; what is no record stands for nobody. */
export function read_quarantined(items: Schemas['QuarantinedScan'][]): SavedScan[] {
  return items.flatMap((item) => {
    try {
      const scan: unknown = JSON.parse(item.content);
      return typeof scan === 'object' && scan !== null ? [scan as SavedScan] : [];
    } catch {
      return [];
    }
  });
}
