// Which microphone and which loudspeaker the phone uses.
import { Form, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '@/components/ActionButton';
import { useStore } from '@/frame/store';
import { type AudioDevices, audioChoice, chooseAudio, listDevices } from './audio';
import { MicrophoneMeter } from './MicrophoneMeter';

export function AudioDevicesForm() {
  const { t } = useTranslation('phone');
  const { microphone, speaker } = useStore(audioChoice);
  const [devices, setDevices] = useState<AudioDevices>({ microphones: [], speakers: [] });
  useEffect(() => {
    const look = () => void listDevices().then(setDevices, () => undefined);
    look();
    navigator.mediaDevices?.addEventListener('devicechange', look);
    return () => navigator.mediaDevices?.removeEventListener('devicechange', look);
  }, []);
  const options = (list: MediaDeviceInfo[]) => [
    { value: '', label: t('devices.standard') },
    ...list.map((device) => ({ value: device.deviceId, label: device.label || device.deviceId })),
  ];
  return (
    <Form layout="vertical" size="small">
      <Form.Item label={t('devices.microphone')} extra={<MicrophoneMeter />}>
        <Select
          aria-label={t('devices.microphone')}
          value={microphone}
          options={options(devices.microphones)}
          onChange={(id) => chooseAudio({ microphone: id })}
        />
      </Form.Item>
      {'setSinkId' in HTMLMediaElement.prototype ? (
        <Form.Item label={t('devices.speaker')}>
          <Select
            aria-label={t('devices.speaker')}
            value={speaker}
            options={options(devices.speakers)}
            onChange={(id) => chooseAudio({ speaker: id })}
          />
        </Form.Item>
      ) : null}
      <ActionButton action="phone.testSound" />
    </Form>
  );
}
