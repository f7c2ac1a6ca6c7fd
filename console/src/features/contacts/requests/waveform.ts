// The waveform of a recording: peaks of both channels, so that the audio itself need not be decoded.
import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Waveform } from '../types';

export function useWaveform(recordingId: string) {
  return useQuery({
    queryKey: ['contacts', 'waveform', recordingId],
    queryFn: ({ signal }) =>
      api.get<Waveform>(
        `/recordings/${encodeURIComponent(recordingId)}/waveform`,
        undefined,
        signal,
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export const filmAddress = (recordingId: string) =>
  `/api/recordings/${encodeURIComponent(recordingId)}/video`;

export const audioAddress = (recordingId: string) =>
  `/api/recordings/${encodeURIComponent(recordingId)}/audio`;
