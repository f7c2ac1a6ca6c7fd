// The one phone of this tab.
import { createStore, useStore } from '@/frame/store';
import { next, PHONE_OFF, type PhoneEvent, type PhoneState } from './phoneMachine';

export const phoneStore = createStore<PhoneState>(PHONE_OFF);

export function tellPhone(event: PhoneEvent): void {
  phoneStore.set((state) => next(state, event));
}

export function usePhone(): PhoneState {
  return useStore(phoneStore);
}
