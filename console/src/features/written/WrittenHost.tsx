// Written contacts on every page: what is offered is told at once, taken and declined by a key.
import { CheckCircleOutlined, CloseCircleOutlined, EditOutlined } from '@ant-design/icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useActions } from '@/actions/actions';
import { showNotice } from '@/frame/notices';
import { useLiveQueues } from '@/live/liveStore';
import { useDeskAction, useOwn } from '@/live/useOwn';
import { offeredOf, senderOf, wrapUpOf } from '@/live/written';
import { OfferCard } from './OfferCard';

const GROUP = 'common:group.written';

export function WrittenHost() {
  const { t } = useTranslation('written');
  const { agent } = useOwn();
  const { pathname } = useLocation();
  const go = useNavigate();
  const act = useDeskAction();
  const queues = useLiveQueues();
  const works = agent?.works ?? [];
  const offered = offeredOf(works);
  const next = offered[0];
  const contact_id = next?.contact_id ?? '';
  const name = next ? senderOf(next) || t('unknown') : '';
  const queue = queues.find(({ id }) => id === next?.queue_id)?.name ?? next?.queue_id ?? '';
  const words = next
    ? t('offered', { medium: t(`common:channel.${next.medium}`), name, queue })
    : '';

  useActions([
    {
      id: 'written.take',
      label: next ? 'written:act.take' : 'written:act.takeNext',
      labelParams: { name },
      group: GROUP,
      icon: <CheckCircleOutlined />,
      shortcut: 'alt+a',
      enabled: next !== undefined,
      run: () => void act('take', { contact_id }),
    },
    {
      id: 'written.decline',
      label: next ? 'written:act.decline' : 'written:act.declineNext',
      labelParams: { name },
      group: GROUP,
      icon: <CloseCircleOutlined />,
      shortcut: 'alt+x',
      danger: true,
      enabled: next !== undefined,
      run: () => void act('decline', { contact_id }),
    },
    {
      id: 'written.wrapUp',
      label: 'written:act.nextWrapUp',
      group: GROUP,
      icon: <EditOutlined />,
      shortcut: 'alt+w',
      enabled: wrapUpOf(works, '') !== undefined,
      run: () => void go('/desk#wrap-up'),
    },
  ]);
  useEffect(
    () => (words ? showNotice(words, '', `written-${contact_id}`, true) : undefined),
    [words, contact_id],
  );
  return (
    <>
      <div className="announced" role="alert" aria-live="assertive">
        {words}
      </div>
      {next && pathname !== '/desk' ? (
        <OfferCard work={next} words={words} more={offered.length - 1} />
      ) : null}
    </>
  );
}
