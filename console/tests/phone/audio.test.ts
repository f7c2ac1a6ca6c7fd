// What went wrong with a microphone, in the words that the person can act on.
import { describe, expect, it, vi } from 'vitest';
import {
  MicrophoneError,
  openMicrophone,
  openMicrophoneSoon,
  problemOf,
} from '@/features/phone/audio';

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

  it('that does not open while a call waits is a problem told, and is closed when it comes late', async () => {
    vi.useFakeTimers();
    const stop = vi.fn();
    let open: (stream: unknown) => void = () => undefined;
    const opened = new Promise((done) => {
      open = done;
    });
    const permissions = { query: () => Promise.resolve({ state: 'granted' }) };
    vi.stubGlobal('navigator', { permissions, mediaDevices: { getUserMedia: () => opened } });
    const waited = expect(openMicrophoneSoon()).rejects.toEqual(new MicrophoneError('slow'));
    await vi.advanceTimersByTimeAsync(10_000);
    await waited;
    open({ getTracks: () => [{ stop }] });
    await vi.advanceTimersByTimeAsync(0);
    expect(stop).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it.each([
    ['asks', { query: () => Promise.resolve({ state: 'prompt' }) }],
    ['does not say', undefined],
  ])('is waited for while the browser %s whether it may be used', async (_, permissions) => {
    vi.useFakeTimers();
    let open: (stream: unknown) => void = () => undefined;
    const opened = new Promise((done) => {
      open = done;
    });
    vi.stubGlobal('navigator', { permissions, mediaDevices: { getUserMedia: () => opened } });
    const waited = expect(openMicrophoneSoon()).resolves.toBe('stream');
    await vi.advanceTimersByTimeAsync(60_000);
    open('stream');
    await waited;
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
});
