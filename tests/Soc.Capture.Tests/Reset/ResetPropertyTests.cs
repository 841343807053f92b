using CsCheck;
using Shouldly;
using Soc.Capture.Decode;
using Soc.Capture.Reset;
using Xunit;

namespace Soc.Capture.Tests.Reset;

/// <summary>Whatever happens in whatever order: nothing is sent that no command allows.</summary>
public sealed class ResetPropertyTests
{
    private const int MaxRounds = 12;

    [Fact]
    public void Whatever_happens_only_what_is_allowed_is_sent()
    {
        var sent = 0;
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 7], Gen.UInt, Gen.UInt, Gen.Int[0, 1_500], Gen.Int[0, 400]).Array[1, 120].Sample(
            steps =>
            {
                AddressRange.TryParse("10.0.0.7", out var range).ShouldBeTrue();
                var scene = new ResetScene(ResetScene.On with { MaxRounds = MaxRounds, MaxCommands = 4, MaxRuns = 6, SilenceMs = 200 }, new NeverBlock([range], [], []));
                var commands = new List<ResetCommand>();
                foreach (var (kind, who, sequence, acknowledgement, bytes, pause) in steps)
                {
                    if (kind == 0)
                    {
                        ResetTarget target = who < 4 ? new AddressTarget(Of(who)) : new ConnectionTarget(Of(who), 50_000, ResetScene.Server, 443);
                        commands.Add(ResetScene.Command(target, scene.NowMs + (bytes / 10), scene.NowMs + (bytes / 10) + pause + 1, 1 + (who % 3), id: $"c{commands.Count}"));
                        scene.Accept(commands[^1]);
                    }
                    else if (kind == 1)
                    {
                        scene.EndDue();
                        scene.GoTo(scene.NowMs + pause);
                    }
                    else
                    {
                        var flags = (TcpFlags)(kind * 37 & 0x1F);
                        var isUp = kind % 2 == 0;
                        scene.Give(
                            isUp ? Of(who) : ResetScene.Server, isUp ? (ushort)50_000 : (ushort)443, isUp ? ResetScene.ClientMac : ResetScene.ServerMac,
                            isUp ? ResetScene.Server : Of(who), isUp ? (ushort)443 : (ushort)50_000, isUp ? ResetScene.ServerMac : ResetScene.ClientMac,
                            flags, sequence, acknowledgement, bytes);
                    }

                    scene.Resetter.Runs.ShouldBeLessThanOrEqualTo(6);
                    scene.Resetter.Commands.ShouldBeLessThanOrEqualTo(4);
                }

                sent += scene.Sent.Count;
                foreach (var frame in scene.Sent)
                {
                    var device = frame.Src == ResetScene.Server ? frame.Dst : frame.Src;
                    var atMs = frame.AtNs / ResetScene.Ms;
                    device.ShouldNotBe(Of(7), "it is never blocked");
                    commands.Exists(c => c.NotBeforeMs <= atMs && atMs < c.ExpiresMs && (c.Target is AddressTarget
                        ? ((AddressTarget)c.Target).Address == device
                        : ((ConnectionTarget)c.Target).One == device)).ShouldBeTrue("a command allows it");
                }

                foreach (var run in scene.Told.Where(t => t.Connection is not null))
                {
                    run.Rounds.ShouldBeLessThanOrEqualTo(MaxRounds);
                }

                foreach (var command in commands)
                {
                    scene.Told.Where(t => t.CommandId == command.Id && t.Frames > 0).Select(t => t.Connection).Distinct().Count().ShouldBeLessThanOrEqualTo(command.MaxConnections);
                }
            },
            iter: 1_000,
            threads: 1);
        sent.ShouldBeGreaterThan(1_000, "it is no test of nothing");
    }

    private static NetAddress Of(int who) => NetAddress.V4(0x0A000000u | (uint)who);
}
