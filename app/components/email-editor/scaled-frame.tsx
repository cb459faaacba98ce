import { useEffect, useRef, useState } from 'react';

interface ScaledFrameProps {
  title: string;
  html: string;
  /** As if the screen was so wide; it is drawn smaller where there is less room. */
  widthPx: number;
}

/** A mail as on a screen of some width, in a frame that runs nothing and goes nowhere. */
export function ScaledFrame({ title, html, widthPx }: ScaledFrameProps) {
  const place = useRef<HTMLDivElement>(null);
  const [roomPx, setRoomPx] = useState(widthPx);
  useEffect(() => {
    const { current } = place;
    if (!current) return;
    const observer = new ResizeObserver(([entry]) => setRoomPx(entry?.contentRect.width ?? widthPx));
    observer.observe(current);
    return () => observer.disconnect();
  }, [widthPx]);
  const scale = Math.min(1, roomPx / widthPx);
  return (
    <div ref={place} className="email-frame">
      <iframe
        title={title}
        srcDoc={html}
        sandbox=""
        style={{ width: widthPx, height: `${100 / scale}%`, transform: `scale(${scale})` }}
      />
    </div>
  );
}
