import { linkParts } from '@/lib/rules/links'

/** Text as somebody wrote it: never markup, lines kept, and only whole http(s) addresses can be followed. */
export function SafeText({ text, className }: { text: string; className?: string }) {
  return (
    <p dir="auto" className={`wrap-anywhere whitespace-pre-line ${className ?? ''}`}>
      {linkParts(text).map((part, index) =>
        part.href ? (
          <a
            key={index}
            href={part.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="relative z-10 text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
          >
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </p>
  )
}
