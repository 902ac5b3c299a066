export const dynamic = 'force-dynamic'

export default function Page() {
  return <h1>The least that this framework can send</h1>
}
