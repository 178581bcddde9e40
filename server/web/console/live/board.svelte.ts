// SPDX-License-Identifier: Apache-2.0
// Follows the live board of an event: a snapshot, then changes. EventSource comes back by itself and
// then gets a fresh snapshot; when the server refuses for good, it is asked anew after a while.
import type { Schemas } from '$lib/api/client';

type Report = Schemas['Report'];
type Line = Report['by_site'][number];

interface Bucket {
  at: string;
  count: number;
}
interface Arrival {
  id: string;
  at: string;
  name: string;
  group: string;
  agency: string;
  site: string;
  gate: string;
  count: number;
  is_walk_in: boolean;
}
interface LiveIncident {
  id: string;
  title: Schemas['Message'];
  gate: string;
  door: string;
  opened_at: string;
}
interface Items<T> {
  put: T[];
  gone: string[];
}
/** The data of an event "snapshot". */
export interface Board extends Report {
  arrivals: Bucket[];
  latest: Arrival[];
  open_incidents: number;
  incidents: LiveIncident[];
}
/** The data of an event "change": only what differs. */
export interface Change {
  as_of: string;
  total?: Report['total'];
  by_site?: Line[];
  by_group?: Line[];
  by_agency?: Line[];
  arrivals?: Bucket[];
  latest?: Items<Arrival>;
  open_incidents?: number;
  incidents?: Items<LiveIncident>;
}

function merge_lines(lines: Line[], changed: Line[] | undefined): Line[] {
  if (!changed) return lines;
  const by_id = new Map(changed.map((line) => [line.id, line]));
  return lines.map((line) => by_id.get(line.id) ?? line);
}

function merge_items<T extends { id: string }>(
  items: T[], change: Items<T> | undefined, newest_first: (a: T, b: T) => number,
): T[] {
  if (!change) return items;
  const out = new Set([...change.gone, ...change.put.map((item) => item.id)]);
  return [...items.filter((item) => !out.has(item.id)), ...change.put].sort(newest_first);
}

export function apply(board: Board, change: Change): Board {
  const arrivals = new Map(board.arrivals.map((bucket) => [bucket.at, bucket]));
  for (const bucket of change.arrivals ?? []) {
    if (bucket.count > 0) arrivals.set(bucket.at, bucket);
    else arrivals.delete(bucket.at);
  }
  return {
    ...board,
    as_of: change.as_of,
    total: change.total ?? board.total,
    by_site: merge_lines(board.by_site, change.by_site),
    by_group: merge_lines(board.by_group, change.by_group),
    by_agency: merge_lines(board.by_agency, change.by_agency),
    arrivals: [...arrivals.values()].sort((a, b) => a.at.localeCompare(b.at)),
    latest: merge_items(board.latest, change.latest, (a, b) => b.at.localeCompare(a.at)),
    open_incidents: change.open_incidents ?? board.open_incidents,
    incidents: merge_items(board.incidents, change.incidents, (a, b) => b.opened_at.localeCompare(a.opened_at)),
  };
}

const RETRY_MS = 5000;

export class LiveBoard {
  value: Board | undefined = $state.raw();
  state: 'waiting' | 'connected' | 'lost' = $state('waiting');
  #source: EventSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Begins to follow; call what it gives back to stop. */
  follow(event: string): () => void {
    const connect = () => {
      const source = new EventSource(`/api/v1/events/${event}/live`);
      this.#source = source;
      source.addEventListener('snapshot', (message) => {
        this.value = JSON.parse(message.data);
        this.state = 'connected';
      });
      source.addEventListener('change', (message) => {
        if (this.value) this.value = apply(this.value, JSON.parse(message.data));
      });
      source.onerror = () => {
        this.state = 'lost';
        if (source.readyState === EventSource.CLOSED) this.#timer = setTimeout(connect, RETRY_MS);
      };
    };
    connect();
    return () => {
      clearTimeout(this.#timer);
      this.#source?.close();
    };
  }
}
