// What can be done with the recording of the call at hand.
import { EyeInvisibleOutlined, SoundOutlined, StopOutlined } from '@ant-design/icons';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useActions } from '@/actions/actions';
import { useDeskAction, useOwn } from '@/live/useOwn';

const GROUP = 'common:group.call';

export function RecordingActions() {
  const { t } = useTranslation('phone');
  const { agent, contact } = useOwn();
  const act = useDeskAction();
  const [dialog, holder] = Modal.useModal();
  const recording = contact?.recording;
  const inCall = agent?.state === 'talking' || agent?.state === 'holding';
  const isPaused = recording?.state === 'paused';
  const canPause =
    inCall && (recording?.state === 'on' || isPaused || recording?.state === 'failed');
  const decline = async () => {
    const sure = await dialog.confirm({
      title: t('recording.declineAsk'),
      content: t('recording.declineHelp'),
      okText: t('recording.decline'),
      cancelText: t('common:cancel'),
    });
    if (sure) await act('decline_recording', {});
  };
  useActions([
    {
      id: 'phone.pauseRecording',
      label: isPaused ? 'phone:recording.resume' : 'phone:recording.pause',
      group: GROUP,
      icon: isPaused ? <SoundOutlined /> : <EyeInvisibleOutlined />,
      shortcut: 'alt+p',
      enabled: canPause,
      run: () =>
        isPaused
          ? void act('resume_recording', {})
          : void act('pause_recording', { reason: 'card_data' }),
    },
    {
      id: 'phone.declineRecording',
      label: 'phone:recording.decline',
      group: GROUP,
      icon: <StopOutlined />,
      enabled: canPause,
      run: () => void decline(),
    },
  ]);
  return holder;
}
