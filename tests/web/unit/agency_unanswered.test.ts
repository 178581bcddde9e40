// SPDX-License-Identifier: Apache-2.0
// What a clerk's page makes of a list when its own saves were not answered, and of what an OpenDocument
// file hides.
import { describe, expect, test } from 'vitest';
import { taken_over } from '../../../server/web/agency/draft_copy';
import { merge } from '../../../server/web/agency/grid/merge';
import { new_row, type Row, type Rows } from '../../../server/web/agency/grid/model';
import { hidden_parts } from '../../../server/web/agency/import/ods_hidden';
import { ids_of_arrived, with_arrived } from '../../../server/web/agency/unanswered';

const names = (rows: Rows) => rows.map((row) => row.cells.full_name ?? '');
const like = (row: Row, cells: object): Row => ({ key: row.key, cells: { ...row.cells, ...cells } });
const news = ({ added, removed, changed }: { added: number; removed: number; changed: number }) => ({ added, removed, changed });
const NONE = { added: 0, removed: 0, changed: 0 };

describe('a save that arrived without an answer', () => {
  const base = [new_row({ full_name: 'A', phone: '0500 000 001' }), new_row({ full_name: 'B' })];
  const [a, b] = base as [Row, Row];

  test('a new row is known again, though it went on meanwhile', () => {
    const sent = new_row({ full_name: 'C', phone: '0500.000.003' });
    const server = [{ id: 'x', row: new_row({ full_name: 'D' }) }, { id: 'y', row: new_row({ full_name: 'C', phone: '0500 000 003' }) }];
    expect([...ids_of_arrived([sent, like(sent, { position: 'P' })], new Map(), server)]).toEqual([[sent.key, 'y']]);
    const theirs = [...base, like(sent, { phone: '0500 000 003' })];
    const done = merge(with_arrived(base, [sent], theirs), [...base, like(sent, { position: 'P' })], theirs);
    expect(names(done.rows)).toEqual(['A', 'B', 'C']);
    expect(done.rows[2]!.cells).toEqual({ full_name: 'C', phone: '0500.000.003', position: 'P' });
    expect({ ...news(done), clashes: done.clashes }).toEqual({ ...NONE, clashes: [] });
  });
  test('a cell that was changed again is no question about oneself', () => {
    const theirs = [like(a, { phone: '0500 000 009' }), b];
    const mine = [like(a, { phone: '0500 000 008' }), b];
    const done = merge(with_arrived(base, [like(a, { phone: '+84500000009' })], theirs), mine, theirs);
    expect(done.rows[0]!.cells.phone).toBe('0500 000 008');
    expect({ ...news(done), clashes: done.clashes }).toEqual({ ...NONE, clashes: [] });
  });
  test('what was undone meanwhile stays undone', () => {
    const theirs = [like(a, { position: 'P' }), b];
    expect(merge(with_arrived(base, [like(a, { position: 'P' })], theirs), base, theirs).rows[0]!.cells.position).toBeUndefined();
  });
  test('what somebody else did is still told, and still a question', () => {
    const theirs = [like(a, { phone: '0500 000 007' }), b, new_row({ full_name: 'E' })];
    const done = merge(with_arrived(base, [like(a, { phone: '0500 000 009' })], theirs), [like(a, { phone: '0500 000 009' }), b], theirs);
    expect(news(done)).toEqual({ added: 1, removed: 0, changed: 1 });
    expect(done.clashes).toHaveLength(1);
  });
  test('a row that both removed is no news', () => {
    expect(news(merge(base, [a], [a]))).toEqual(NONE);
  });
  test('the next page takes a closed one over without doubling what was on its way', () => {
    const sent = { key: 900, cells: { full_name: 'C' } };
    const rows = [new_row({ full_name: 'A' }), new_row({ full_name: 'C' })];
    const ids = new Map([[rows[0]!.key, 'a'], [rows[1]!.key, 'c']]);
    const copy = { revision: 1, base: [{ key: 7, cells: { full_name: 'A' } }], rows: [{ key: 7, cells: { full_name: 'A' } }, { key: 900, cells: { full_name: 'C', note: 'N' } }], sent: [sent], ids: [[7, 'a']] as [number, string][] };
    const { merged } = taken_over(copy, rows, ids);
    expect(merged.rows).toEqual([rows[0], like(rows[1]!, { note: 'N' })]);
    expect(news(merged)).toEqual(NONE);
  });
});

test('hidden parts of an OpenDocument file', () => {
  const xml = `<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>
    <style:style style:family="table" style:name="ta2"><style:table-properties style:writing-mode="lr-tb" table:display="false"/></style:style>
    <table:table table:name="A &gt; B" table:style-name="ta1"><table:table-column table:number-columns-repeated="2"/>
    <table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="16381"/>
    <table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>
    <table:table-row table:visibility="filter" table:number-rows-repeated="2"></table:table-row>
    <table:table-row-group><table:table-row table:visibility='collapse' table:x="1"/></table:table-row-group>
    <table:table-row table:visibility="collapse" table:number-rows-repeated="1048569"/></table:table>
    <table:table table:name="Cũ" table:style-name="ta2"><table:table-row table:visibility="visible"/></table:table>`;
  const [first, second] = hidden_parts(xml);
  expect(first!.is_hidden).toBe(false);
  expect(first!.columns).toEqual([2]);
  expect(first!.rows.slice(0, 4)).toEqual([3, 4, 5, 6]);
  expect(first!.rows.length).toBeLessThanOrEqual(20_000);
  expect(second).toEqual({ is_hidden: true, rows: [], columns: [] });
});
