using System.Globalization;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Replay;

/// <summary>Posts a file of raw lines to HEC, as fast as it goes or in step with the times within it, and says what the engine made of it.</summary>
internal sealed class ReplayCommand(ReplayOptions options, TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TellWaitFrom = TimeSpan.FromSeconds(10);

    /// <exception cref="ApiException">The gateway refuses, or the client does not exist.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var arrival = options.AdminKey is null ? null : await Arrival.BeginAsync(new ApiClient(options.Api, options.AdminKey), options.Client, time, cancellationToken);
        using var sender = new HecSender(options.Hec, options.Token ?? await arrival!.IssueTokenAsync(cancellationToken), time);
        var from = time.GetTimestamp();
        await SendAsync(sender, from, cancellationToken);
        await output.WriteLineAsync($"{Count(sender, from)}, from {options.File} to {options.Hec} as {options.Sourcetype}.");
        await output.WriteLineAsync(arrival is null
            ? $"They went to the client that the token belongs to. Set SOC_ADMIN_KEY too, and it is checked that this is '{options.Client}', and said what became of them."
            : await arrival.TellAsync(sender.Sent, cancellationToken));
    }

    private static async Task FlushAsync(HecSender sender, List<RawRecord> batch, CancellationToken cancellationToken)
    {
        await sender.SendAsync(batch, cancellationToken);
        batch.Clear();
    }

    private async Task SendAsync(HecSender sender, long from, CancellationToken cancellationToken)
    {
        var clock = options.Speed > 0 ? new LineClock(options.Client, options.Sourcetype, time) : null;
        var batch = new List<RawRecord>(HecSender.BatchSize);
        var shown = from;
        var firstMs = 0L;
        await foreach (var line in File.ReadLinesAsync(options.File, cancellationToken))
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (clock?.TimeOf(line) is > 0 and var atMs)
            {
                firstMs = firstMs == 0 ? atMs : firstMs;
                var due = TimeSpan.FromMilliseconds((atMs - firstMs) / options.Speed) - time.GetElapsedTime(from);
                if (due > TimeSpan.Zero)
                {
                    await FlushAsync(sender, batch, cancellationToken);
                    await WaitAsync(sender, from, due, cancellationToken);
                }
            }

            // The envelope carries no time: the line's own is the truth.
            batch.Add(new RawRecord(0, options.Client, options.Sourcetype, line));
            if (batch.Count >= HecSender.BatchSize)
            {
                await FlushAsync(sender, batch, cancellationToken);
            }

            if (time.GetElapsedTime(shown) >= ProgressEvery)
            {
                shown = time.GetTimestamp();
                await output.WriteLineAsync(Count(sender, from));
            }
        }

        await FlushAsync(sender, batch, cancellationToken);
    }

    private async Task WaitAsync(HecSender sender, long from, TimeSpan due, CancellationToken cancellationToken)
    {
        if (due >= TellWaitFrom)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Count(sender, from)}; the next line is due in {TimeSpan.FromSeconds(Math.Round(due.TotalSeconds)):c}, at {options.Speed} times the speed"));
        }

        // A timer takes no more than 49 days.
        await Task.Delay(due < TimeSpan.FromDays(40) ? due : TimeSpan.FromDays(40), time, cancellationToken);
    }

    private string Count(HecSender sender, long from) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sender.Sent:N0} lines, {sender.Sent / Math.Max(0.001, time.GetElapsedTime(from).TotalSeconds):N0} a second{(sender.Repeated > 0 ? $", {sender.Repeated} posts repeated since the server was busy" : "")}");
}
