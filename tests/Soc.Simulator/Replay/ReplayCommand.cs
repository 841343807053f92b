using System.Globalization;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Replay;

/// <summary>Posts a file of raw lines to HEC, as fast as it goes or in step with the times within it.</summary>
internal sealed class ReplayCommand(ReplayOptions options, TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var sender = new HecSender(options.Hec, await TokenAsync(cancellationToken), time);
        var clock = options.Speed > 0 ? new LineClock(options.Client, options.Sourcetype, time) : null;
        var batch = new List<RawRecord>(HecSender.BatchSize);
        var from = time.GetTimestamp();
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
                    await Task.Delay(due, time, cancellationToken);
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
        await output.WriteLineAsync($"{Count(sender, from)}, from {options.File} to {options.Hec} for client {options.Client} as {options.Sourcetype}.");
    }

    private static async Task FlushAsync(HecSender sender, List<RawRecord> batch, CancellationToken cancellationToken)
    {
        await sender.SendAsync(batch, cancellationToken);
        batch.Clear();
    }

    private string Count(HecSender sender, long from) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sender.Sent:N0} lines, {sender.Sent / Math.Max(0.001, time.GetElapsedTime(from).TotalSeconds):N0} a second{(sender.Repeated > 0 ? $", {sender.Repeated} posts repeated since the server was busy" : "")}");

    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        if (options.Token is not null)
        {
            return options.Token;
        }

        using var api = new ApiClient(options.Api, options.AdminKey!);
        var token = await api.PostAsync<ApiToken>($"/api/v1/clients/{Uri.EscapeDataString(options.Client)}/tokens", new { kind = "hec" }, cancellationToken);
        return token.Secret;
    }
}
