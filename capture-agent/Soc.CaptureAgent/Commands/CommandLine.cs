using System.Globalization;
using Microsoft.Extensions.Configuration;
using Soc.Capture.Link;
using Soc.CaptureAgent.Enrolment;
using Soc.CaptureAgent.Settings;

namespace Soc.CaptureAgent.Commands;

/// <summary>What the program is asked to do.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int Misused = 2;

    private const string Usage = """
        soc-capture enrol --gateway https://HOST:8090 --token TOKEN [--name NAME] [--state DIR]
            makes this machine a sensor of the client that the token is of
        soc-capture run [--interface NAME]... [--filter EXPRESSION] [--state DIR]
            captures until it is stopped, and delivers to the gateway (or to Kafka)
        soc-capture read FILE... [--now] [--state DIR]
            reads pcap or pcapng files and delivers what they show; --now moves their times to now
        soc-capture read FILE... --print [--now]
            prints it instead: one OCSF event a line
        Settings: appsettings.json beside the program, or environment variables such as Soc__Capture__SpoolMegabytes.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        using var stopping = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stopping.Cancel();
        };
        try
        {
            var given = Given.Parse(args);
            var configured = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables().Build()
                .GetSection(CaptureOptions.Section).Get<CaptureOptions>() ?? new CaptureOptions();
            var options = given.Over(configured);
            options.Check();
            switch (given.Verb)
            {
                case "enrol":
                    return await EnrolAsync(given, options, stopping.Token).ConfigureAwait(false);
                case "read" when given.Files.Count > 0:
                    return await (given.IsPrinting ? PrintAsync(given, options, stopping.Token) : Agent.DeliverAsync(given.Files, given.IsNow, options, stopping.Token)).ConfigureAwait(false);
                case "run":
                    return await Agent.RunAsync(options).ConfigureAwait(false);
                default:
                    await Console.Error.WriteLineAsync(Usage).ConfigureAwait(false);
                    return Misused;
            }
        }
        catch (FormatException e)
        {
            await Console.Error.WriteLineAsync($"soc-capture: {e.Message}\n{Usage}").ConfigureAwait(false);
            return Misused;
        }
        catch (Exception e) when (e is InvalidOperationException or CaptureFormatException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"soc-capture: {e.Message}").ConfigureAwait(false);
            return Failed;
        }
    }

    private static async Task<int> EnrolAsync(Given given, CaptureOptions options, CancellationToken cancellationToken)
    {
        if (given.Gateway is null || given.Token is null)
        {
            throw new FormatException("enrol needs --gateway and --token.");
        }

        var identity = await Enroller.EnrolAsync(given.Gateway, given.Token, options.SensorName, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        SensorIdentity.Save(options.StateDirectory, identity);
        await Console.Out.WriteLineAsync($"Enrolled as sensor {identity.SensorId} of client '{identity.Client}'. Now: soc-capture run --interface NAME").ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> PrintAsync(Given given, CaptureOptions options, CancellationToken cancellationToken)
    {
        var output = Console.OpenStandardOutput();
        await using (output.ConfigureAwait(false))
        {
            foreach (var path in given.Files)
            {
                using var lines = new Batching.BatchBuilder();
                var counts = ReadCommand.Read(
                    path,
                    options.SensorName,
                    options.MaxFlows,
                    given.IsNow,
                    e =>
                    {
                        lines.Add(e);
                        output.Write(lines.Lines);
                        lines.Clear();
                    },
                    TimeProvider.System,
                    cancellationToken);
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{path}: {counts.Frames:N0} frames.")).ConfigureAwait(false);
            }
        }

        return 0;
    }
}
