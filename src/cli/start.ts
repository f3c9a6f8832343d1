import { main } from './main.ts'

// A reader that goes away early (`| head`) is no fault of ours.
process.stdout.on('error', () => {})
process.exitCode = await main(process.argv.slice(2))
