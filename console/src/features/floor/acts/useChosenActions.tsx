// What can be done with the chosen agents, as actions: the palette and the keyboard reach them too.
import { CustomerServiceOutlined, TeamOutlined } from '@ant-design/icons';
import { type Action, useActions } from '@/actions/actions';
import { type HearingMode, monitorAgent } from '@/api/supervisor';
import type { LiveAgent } from '@/api/types';
import { useTell } from '@/components/useTell';
import { useMay } from '@/frame/session';
import type { AgentDeed } from '../requests/acts';

const DEEDS = ['ready', 'not_ready', 'move_skills'] as const satisfies readonly AgentDeed[];
const MODES: readonly HearingMode[] = ['listen', 'whisper', 'barge'];

/** Deeds for all of them; to be heard is the one who is alone chosen, and talks. */
export function chosenActions(
  chosen: readonly LiveAgent[],
  may: { act: boolean; listen: boolean },
): { deeds: readonly AgentDeed[]; modes: readonly HearingMode[] } {
  const [one] = chosen;
  const isTalking = one?.state === 'talking' || one?.state === 'holding';
  return {
    deeds: may.act && one ? DEEDS : [],
    modes: may.listen && chosen.length === 1 && isTalking ? MODES : [],
  };
}

export function useChosenActions(
  chosen: readonly LiveAgent[],
  busy: boolean,
  choose: (deed: AgentDeed) => void,
): void {
  const tell = useTell();
  const may = { act: useMay('floor.act'), listen: useMay('floor.listen') };
  const { deeds, modes } = chosenActions(chosen, may);
  const hear = async (mode: HearingMode) => {
    try {
      for (const { id } of chosen) await monitorAgent(id, mode);
    } catch (error) {
      tell.problem(error);
    }
  };
  const given = { group: 'common:group.page', enabled: !busy };
  useActions([
    ...deeds.map(
      (deed): Action => ({
        ...given,
        id: `floor.${deed}`,
        label: `floor:deed.${deed}`,
        icon: <TeamOutlined />,
        run: () => choose(deed),
      }),
    ),
    ...modes.map(
      (mode): Action => ({
        ...given,
        id: `floor.${mode}`,
        label: `floor:monitor.${mode}`,
        icon: <CustomerServiceOutlined />,
        run: () => hear(mode),
      }),
    ),
  ]);
}
