// What the browser has and the test's document lacks.

import { cleanup, configure } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { afterEach } from 'vitest';

// The tests take what others leave of the machine: what will come may be late.
configure({ asyncUtilTimeout: 30_000 });

// No texts: a label shows its key.
void i18next.use(initReactI18next).init({ lng: 'en', resources: {} });

afterEach(() => {
  cleanup();
  localStorage.clear();
});
