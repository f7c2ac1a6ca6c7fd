// Every text exists in every language, with the same parameters, and none is left in English.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import sameWords from './same_words.json';

const SOURCE = join(import.meta.dirname, '../src');
const LOCALES = join(SOURCE, 'locales');
const OTHERS = ['es', 'zh-CN'];
const SAME = new Set(sameWords);

type Texts = Map<string, string>;

function flat(tree: unknown, prefix = '', into: Texts = new Map()): Texts {
  for (const [key, value] of Object.entries(tree as Record<string, unknown>)) {
    if (typeof value === 'string') into.set(prefix + key, value);
    else flat(value, `${prefix}${key}.`, into);
  }
  return into;
}

function texts(language: string, file: string): Texts {
  return flat(JSON.parse(readFileSync(join(LOCALES, language, file), 'utf8')));
}

/** Plural forms differ by language: `_one` and `_other` are one key to us. */
const stem = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const stems = (of: Texts) => [...new Set([...of.keys()].map(stem))].sort();
const params = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((m) => m[1]).sort();
const files = readdirSync(join(LOCALES, 'en'));

describe.each(OTHERS)('texts in %s', (language) => {
  it('has the same files', () => {
    expect(readdirSync(join(LOCALES, language)).sort()).toEqual([...files].sort());
  });

  it.each(files)('%s has the same keys', (file) => {
    expect(stems(texts(language, file))).toEqual(stems(texts('en', file)));
  });

  it.each(files)('%s has the same parameters and no English', (file) => {
    const english = texts('en', file);
    for (const [key, text] of texts(language, file)) {
      const source = english.get(key) ?? english.get(`${stem(key)}_other`) ?? '';
      expect(text.trim(), key).not.toBe('');
      expect(params(text), key).toEqual(params(source));
      if (text === source && /[a-z]{3}/i.test(text.replace(/\{\{.*?\}\}/g, '')))
        expect(SAME.has(text), `${file} ${key} is still English: ${text}`).toBe(true);
      if (
        language === 'zh-CN' &&
        !SAME.has(text) &&
        /[a-z]{3}/i.test(text.replace(/\{\{.*?\}\}/g, ''))
      )
        expect(/[\u4e00-\u9fff]/.test(text), `${file} ${key} has no Chinese: ${text}`).toBe(true);
    }
  });
});

describe('keys used in the source', () => {
  const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  const known = new Set(
    files.flatMap((file) =>
      [...texts('en', file).keys()].map((key) => `${file.replace('.json', '')}:${stem(key)}`),
    ),
  );

  it.each(sources)('%s uses only texts that exist', (name) => {
    const source = readFileSync(join(SOURCE, name), 'utf8');
    const own = /useTranslation\('(\w+)'\)/.exec(source)?.[1] ?? 'common';
    for (const [, key = ''] of source.matchAll(/\bt\(\s*'([^'$]+)'/g))
      expect(known, `${name}: ${key}`).toContain(key.includes(':') ? key : `${own}:${key}`);
    for (const [, key = ''] of source.matchAll(/\b(?:label|group)[=:]\s*'(\w+:[\w.]+)'/g))
      expect(known, `${name}: ${key}`).toContain(key);
  });
});
