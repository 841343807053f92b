using System.Runtime.InteropServices;
using Soc.Simulator;

using var end = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    end.Cancel();
};
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    end.Cancel();
});
return await Commands.RunAsync(args, Console.Out, Console.Error, TimeProvider.System, end.Token);
