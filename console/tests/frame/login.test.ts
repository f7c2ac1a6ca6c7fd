// A link may lead into the console after the login, and nowhere else.
import { describe, expect, it } from 'vitest';
import { safeNext } from '@/app/safeNext';
import { languageOf } from '@/frame/preferences';

describe('the address after the login', () => {
  it.each([
    ['/contacts?queue=sales', '/contacts?queue=sales'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    [null, '/'],
  ])('%s leads to %s', (next, address) => {
    expect(safeNext(next)).toBe(address);
  });
});

describe('the language', () => {
  it.each([
    ['es-MX', 'es'],
    ['zh-TW', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['de', 'en'],
    [undefined, 'en'],
  ])('of %s is %s', (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });
});
