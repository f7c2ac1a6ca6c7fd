// Errors of fields are worded by their codes, in each language; a code that is new falls back.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import { fieldText } from '@/components/fieldText';

const LOCALES = join(import.meta.dirname, '../../src/locales');
const read = (language: string) => ({
  problem: JSON.parse(readFileSync(join(LOCALES, language, 'problem.json'), 'utf8')),
});
const texts = i18next.createInstance();

beforeAll(() =>
  texts.init({
    lng: 'en',
    resources: { en: read('en'), es: read('es'), 'zh-CN': read('zh-CN') },
    interpolation: { escapeValue: false },
  }),
);

const message = 'Input should be less than or equal to 10';

it.each([
  ['en', 'Give 10 or less.'],
  ['es', 'Indique 10 o menos.'],
  ['zh-CN', '请填写不大于 10 的值。'],
])('in %s', (language, words) => {
  const t = texts.getFixedT(language);
  expect(fieldText({ code: 'less_than_equal', params: { le: 10 }, message }, t)).toBe(words);
});

it('names the values that there are', () => {
  const params = { expected: "'position', 'wait' or 'none'" };
  expect(fieldText({ code: 'literal_error', params, message }, texts.t)).toBe(
    "Choose one of: 'position', 'wait', 'none'.",
  );
});

it('falls back to the sentence of the server', () => {
  expect(fieldText({ code: 'of_tomorrow', message }, texts.t)).toBe(message);
});
