// What went wrong with a microphone, in the words that the person can act on.
import { describe, expect, it, vi } from 'vitest';
import { MicrophoneError, openMicrophone, problemOf } from '@/features/phone/audio';

describe('the microphone', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'in_use'],
    ['TypeError', 'failed'],
  ])('%s is "%s"', (name, problem) => {
    expect(problemOf(new DOMException('', name))).toBe(problem);
  });

  it('cannot be had on an insecure address', async () => {
    vi.stubGlobal('navigator', { mediaDevices: undefined });
    await expect(openMicrophone()).rejects.toEqual(new MicrophoneError('insecure'));
    vi.unstubAllGlobals();
  });

  it('is opened with echo cancellation', async () => {
    const getUserMedia = vi.fn().mockResolvedValue('stream');
    vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
    await openMicrophone();
    expect(getUserMedia.mock.calls[0]?.[0]).toMatchObject({ audio: { echoCancellation: true } });
    vi.unstubAllGlobals();
  });
});
