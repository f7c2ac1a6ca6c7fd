// Does a deed for agents and tells what came of it: how many, and why not the others.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveAgent } from '@/api/types';
import { useTell } from '@/components/useTell';
import { type AgentDeed, type AgentDeedBody, actOnAgents } from '../requests/acts';

export function useAgentDeed() {
  const { t } = useTranslation('floor');
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const why = (code: string) =>
    t(`refused.${code}`, { defaultValue: '' }) || t(`problem:code.${code}`, { defaultValue: code });
  const run = async (deed: AgentDeed, agents: readonly LiveAgent[], body: AgentDeedBody = {}) => {
    setBusy(true);
    try {
      const ids = agents.map(({ id }) => id);
      const { done, refused } = await actOnAgents(deed, ids, body);
      if (done > 0) tell.success(t(`deed.done.${deed}`, { count: done }));
      for (const [code, names] of namesByCode(agents, refused)) {
        const shown = names.slice(0, 3).join(', ');
        const more = names.length - 3;
        const who = more > 0 ? t('deed.and_more', { names: shown, count: more }) : shown;
        tell.warning(t('deed.refused', { names: who, why: why(code) }));
      }
      return true;
    } catch (error) {
      tell.problem(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}

function namesByCode(agents: readonly LiveAgent[], refused: Record<string, string>) {
  const found = new Map<string, string[]>();
  for (const { id, name } of agents) {
    const code = refused[id];
    if (code) found.set(code, [...(found.get(code) ?? []), name]);
  }
  return found;
}
