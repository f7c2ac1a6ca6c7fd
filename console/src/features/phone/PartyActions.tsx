// The actions of a call with several people: ask, swap, hand over, conference, leave.
import {
  ArrowLeftOutlined,
  CheckCircleOutlined,
  LogoutOutlined,
  RetweetOutlined,
  TeamOutlined,
  UserAddOutlined,
} from '@ant-design/icons';
import { useState } from 'react';
import { useActions } from '@/actions/actions';
import { useDeskAction, useOwn } from '@/live/useOwn';
import { TransferDialog } from './TransferDialog';
import { useParties } from './useParties';

const GROUP = 'common:group.call';

export function PartyActions() {
  const { agent } = useOwn();
  const { contact, consult, isAnswered, isOwn, joined } = useParties();
  const act = useDeskAction();
  const [asks, setAsks] = useState(false);
  const inCall = agent?.state === 'talking' || agent?.state === 'holding';
  const decides = inCall && isOwn && contact?.phase !== 'rejoining';
  const isConsulting = consult?.place === 'consulting';
  const name = consult?.name ?? '';
  useActions([
    {
      id: 'phone.consult',
      label: 'phone:consult.title',
      group: GROUP,
      icon: <UserAddOutlined />,
      shortcut: 'alt+c',
      enabled: decides && !consult,
      run: () => setAsks(true),
    },
    {
      id: 'phone.swap',
      label: isConsulting ? 'phone:consult.swapBack' : 'phone:consult.swap',
      labelParams: { name },
      group: GROUP,
      icon: <RetweetOutlined />,
      shortcut: 'alt+s',
      enabled: decides && isAnswered,
      run: () => void act('swap', {}),
    },
    {
      id: 'phone.complete',
      label: 'phone:consult.complete',
      group: GROUP,
      icon: <CheckCircleOutlined />,
      shortcut: 'alt+o',
      enabled: decides && isAnswered,
      run: () => void act('complete_transfer', {}),
    },
    {
      id: 'phone.conference',
      label: 'phone:consult.conference',
      group: GROUP,
      icon: <TeamOutlined />,
      shortcut: 'alt+j',
      enabled: decides && isAnswered,
      run: () => void act('conference', {}),
    },
    {
      id: 'phone.cancelConsult',
      label: 'phone:consult.cancel',
      group: GROUP,
      icon: <ArrowLeftOutlined />,
      shortcut: 'alt+b',
      enabled: decides && consult !== undefined,
      run: () => void act('cancel_consult', {}),
    },
    {
      id: 'phone.leave',
      label: 'phone:party.leave',
      group: GROUP,
      icon: <LogoutOutlined />,
      shortcut: 'alt+g',
      enabled: inCall && !consult && (!isOwn || joined.length > 0),
      run: () => void act('leave', {}),
    },
    ...joined.map((party) => ({
      id: `phone.remove.${party.id}`,
      label: 'phone:party.remove',
      labelParams: { name: party.name },
      group: GROUP,
      enabled: decides && party.agent_id !== agent?.id,
      run: () => void act('remove_party', { party_id: party.id }),
    })),
  ]);
  return (
    <TransferDialog
      open={asks && decides}
      contactId={contact?.id ?? ''}
      way="consult"
      onClose={() => setAsks(false)}
    />
  );
}
