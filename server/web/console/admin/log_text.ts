// SPDX-License-Identifier: Apache-2.0
// What the log keeps for machines, said for people.

type Words = Record<string, string>;

const ID = '(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})';
const WITH_ID = new RegExp(`(?:^| )(?:[a-z]+=)?${ID}(?= |$)`, 'g');

/** "role=reader count=85 chosen" as people say it, without ids; what has no word stays. */
export function say_detail(detail: string, words: Words, roles: Words): string {
  const say = (part: string) =>
    part.replace(/^([a-z_]+)(?:=(.*?))?(,?)$/, (_all, key: string, value: string | undefined, comma: string) => {
      const name = words[key] ?? key;
      if (value === undefined) return name + comma;
      return `${name}: ${key === 'role' ? (roles[value] ?? value) : value}${comma}`;
    });
  const parts = detail.replace(WITH_ID, '').trim().split(' ').filter(Boolean);
  const is_pair = (at: number) => parts[at]!.includes('=');
  return parts.reduce((all, part, at) => (at === 0 ? say(part) : `${all}${is_pair(at) || is_pair(at - 1) ? ' · ' : ' '}${say(part)}`), '');
}

/** The name of today, or a word for who has none: "account:<id> token:<id>", "command-line". */
export function say_actor(actor: string, name: string | null, words: Words): string {
  return name ?? words[actor.replace(/:.*/, '').replace('-', '_')] ?? actor;
}
