// What an agent can do with one written contact; each also in the palette, by the sender's name.
import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Action, useActions } from '@/actions/actions';
import type { LiveWork } from '@/api/works';
import { ActionButton } from '@/components/ActionButton';
import { useDeskAction } from '@/live/useOwn';

interface Props {
  work: LiveWork;
  name: string;
  /** It is the one that the shortcuts take and decline. */
  isNext: boolean;
  /** Its wrap-up is the one that stands below. */
  isChosen: boolean;
  onWrapUp: () => void;
  onHandOn: () => void;
}

type What = 'take' | 'decline' | 'close' | 'handOn' | 'wrapUp';

export function WorkButtons({ work, name, isNext, isChosen, onWrapUp, onHandOn }: Props) {
  const { t } = useTranslation('written');
  const act = useDeskAction();
  const { contact_id, stage } = work;
  const steps: Record<LiveWork['stage'], [What, Action['run']][]> = {
    offered: [
      ['take', () => void act('take', { contact_id })],
      ['decline', () => void act('decline', { contact_id })],
    ],
    open: [
      ['close', () => void act('close', { contact_id })],
      ['handOn', onHandOn],
    ],
    wrap_up: isChosen ? [] : [['wrapUp', onWrapUp]],
  };
  const own = isNext ? [] : steps[stage];
  useActions(
    own.map(([what, run]) => ({
      id: `written.${what}.${contact_id}`,
      label: `written:act.${what}`,
      labelParams: { name },
      group: 'common:group.written',
      danger: what === 'decline',
      run,
    })),
  );
  return (
    <Flex gap="small" justify="end" wrap>
      {steps[stage].map(([what]) => (
        <ActionButton
          key={what}
          action={isNext ? `written.${what}` : `written.${what}.${contact_id}`}
          type={what === 'take' ? 'primary' : 'default'}
          text={t(`button.${what}`)}
          aria-label={t(`act.${what}`, { name })}
        />
      ))}
    </Flex>
  );
}
