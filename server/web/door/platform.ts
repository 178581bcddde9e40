// SPDX-License-Identifier: Apache-2.0
// What the advice for iPhones depends on.

export function is_ios(): boolean {
  // An iPad says it is a Mac; no Mac has a touch screen.
  const is_ipad = navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1;
  return /iPhone|iPad|iPod/.test(navigator.userAgent) || is_ipad;
}

/** Opened from the home screen. */
export function is_standalone(): boolean {
  return matchMedia('(display-mode: standalone)').matches;
}
