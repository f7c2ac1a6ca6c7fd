// The actions of a call: for the bar, the ring card, the shortcuts and the palette.
import {
  AudioMutedOutlined,
  AudioOutlined,
  CloseCircleOutlined,
  PauseOutlined,
  PhoneFilled,
  PlayCircleOutlined,
  StopOutlined,
  SwapOutlined,
} from '@ant-design/icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useActions } from '@/actions/actions';
import { useDeskAction, useOwn } from '@/live/useOwn';
import { answerCall, muteCall, rejectCall, takeOverPhone } from './phoneControl';
import { usePhone } from './phoneStore';
import { RecordingActions } from './RecordingActions';
import { TransferDialog } from './TransferDialog';
import { useParties } from './useParties';
import { useRing } from './useRing';

const GROUP = 'common:group.call';

export function PhoneActions() {
  const { agent, contact } = useOwn();
  const { call, holder } = usePhone();
  const ring = useRing();
  const act = useDeskAction();
  const go = useNavigate();
  const [transfer, setTransfer] = useState(false);
  const { isOwn, isAlone, endsForAll, mayEnd } = useParties();
  const rings = ring?.canAnswer ?? false;
  const isTalking = agent?.state === 'talking';
  const isHolding = agent?.state === 'holding';
  const inCall = isTalking || isHolding;
  const isMuted = call?.isMuted ?? false;
  useActions([
    {
      id: 'phone.answer',
      label: 'phone:answer',
      group: GROUP,
      icon: <PhoneFilled />,
      shortcut: 'alt+a',
      enabled: rings,
      run: answerCall,
    },
    {
      id: 'phone.reject',
      label: 'phone:reject',
      group: GROUP,
      icon: <CloseCircleOutlined />,
      shortcut: 'alt+x',
      enabled: rings,
      danger: true,
      run: rejectCall,
    },
    {
      id: 'phone.mute',
      label: isMuted ? 'phone:unmute' : 'phone:mute',
      group: GROUP,
      icon: isMuted ? <AudioMutedOutlined /> : <AudioOutlined />,
      shortcut: 'alt+m',
      enabled: inCall && call?.phase === 'connected',
      run: () => muteCall(!isMuted),
    },
    {
      id: 'phone.hold',
      label: isHolding ? 'phone:resume' : 'phone:hold',
      group: GROUP,
      icon: isHolding ? <PlayCircleOutlined /> : <PauseOutlined />,
      shortcut: 'alt+h',
      enabled: inCall && isOwn,
      run: () => void act(isHolding ? 'resume' : 'hold', {}),
    },
    {
      id: 'phone.keypad',
      label: 'phone:keypad.title',
      group: GROUP,
      shortcut: 'alt+k',
      enabled: inCall && call?.phase === 'connected',
      run: () => document.getElementById('phone-keypad')?.click(),
    },
    {
      id: 'phone.transfer',
      label: 'phone:transfer.title',
      group: GROUP,
      icon: <SwapOutlined />,
      shortcut: 'alt+t',
      enabled: inCall && isAlone,
      run: () => setTransfer(true),
    },
    {
      id: 'phone.hangUp',
      label: endsForAll ? 'phone:party.endAll' : 'phone:hangUp',
      group: GROUP,
      icon: <StopOutlined />,
      shortcut: 'alt+x',
      enabled: inCall && mayEnd,
      danger: true,
      run: () => void act('hang_up', {}),
    },
    {
      id: 'phone.wrapUp',
      label: 'phone:wrapUp',
      group: GROUP,
      shortcut: 'alt+w',
      enabled: agent?.state === 'wrap_up',
      run: () => void go('/desk#wrap-up'),
    },
    {
      id: 'phone.takeOver',
      label: 'phone:takeOver',
      group: GROUP,
      enabled: holder === 'other',
      run: takeOverPhone,
    },
  ]);
  return (
    <>
      <RecordingActions />
      <TransferDialog
        open={transfer && inCall}
        contactId={contact?.id ?? ''}
        onClose={() => setTransfer(false)}
      />
    </>
  );
}
