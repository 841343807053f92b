extern alias agent;
using agent::Soc.CaptureAgent.Capturing;
using agent::Soc.CaptureAgent.Delivery;
using agent::Soc.CaptureAgent.Settings;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>What a gateway sends and what lies on disk: configurations and commands are taken, or refused with a sentence.</summary>
internal sealed class SensorDocumentsTarget : IFuzzTarget
{
    public string Name => "sensor-documents";

    public Task<IReadOnlyList<byte[]>> SeedsAsync() => Task.FromResult<IReadOnlyList<byte[]>>(
    [
        [.. """{"version":3,"interfaces":["eth1"],"filter":"not port 22","snapLengthBytes":2000,"maxFlows":65536,"neverBlock":["10.0.0.0/8","2001:db8::/32","00:11:22:33:44:55"]}"""u8],
        [.. """{"id":"c1","sensor":"s","client":"acme","srcIp":"10.0.0.1","srcPort":1234,"dstIp":"192.0.2.7","dstPort":443,"notBeforeMs":1,"expiresMs":2,"maxConnections":4}"""u8],
        [.. """{"id":"c2","sensor":"s","client":"acme","mac":"00:11:22:33:44:55","ip":"10.0.0.1","expiresMs":2,"maxConnections":4}"""u8],
    ]);

    public ValueTask RunAsync(byte[] input)
    {
        try
        {
            var options = SensorConfiguration.Parse(input, new CaptureOptions()).Over(new CaptureOptions());
            options.Check();
            FuzzException.Unless(!options.ResetsEnabled && options.Interfaces.All(i => i is not null), "nobody afar turns resets on, and interfaces have names");
            NeverBlocked.Of(options.NeverBlock);
        }
        catch (InvalidOperationException)
        {
            // Refused.
        }

        try
        {
            var read = CommandDocument.Read(input, "s", "acme");
            if (read.Withdraws is not null)
            {
                FuzzException.Unless(read.Withdrawal(0).Length > 0, "what is taken back has a name");
                return ValueTask.CompletedTask;
            }

            var command = read.Command();
            FuzzException.Unless(command is { Id: not null, Target: not null, Client: "acme" }, "a command says which it is and for whom");
        }
        catch (InvalidOperationException)
        {
            // Refused.
        }

        return ValueTask.CompletedTask;
    }
}
