// What is wrong with a node, in the reader's language; the server's own sentence where we have none.
import { useTranslation } from 'react-i18next';
import type { Problem } from './requests';

export function useProblemText(): (problem: Problem) => string {
  const { t } = useTranslation('flows');
  return ({ code, message }) => {
    const named = [...message.matchAll(/'([^']*)'/g)].map(([, name]) => name ?? '');
    return t(`problem.${code}`, {
      first: named[0] ?? '',
      last: named.at(-1) ?? '',
      defaultValue: message,
    });
  };
}
