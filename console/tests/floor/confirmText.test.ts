import { expect, test } from 'vitest';
import { confirmText } from '@/features/floor/acts/confirmText';

test('the button of a dialog does the deed and opens nothing more', () => {
  expect(confirmText('Move skills for a while …')).toBe('Move skills for a while');
  expect(confirmText('暂时调整技能…')).toBe('暂时调整技能');
  expect(confirmText('Log out')).toBe('Log out');
});
