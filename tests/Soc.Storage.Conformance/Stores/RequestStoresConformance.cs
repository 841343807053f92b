using Shouldly;
using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Conformance.Stores;

/// <summary>What every store of kept answers and of replay marks promises.</summary>
public abstract class RequestStoresConformance
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract IAnswerStore Answers { get; }

    protected abstract IReplayMarks Marks { get; }

    [Fact]
    public async Task AnAnswer_ComesBackWhole_AlsoWithoutABody()
    {
        var answer = Answer("a", 5);
        await Answers.WriteAsync(answer, 0, 10, Cancel);
        await Answers.WriteAsync(answer with { Id = "b", Body = null, ContentType = null }, 0, 10, Cancel);
        (await Answers.ReadAsync("a", Cancel)).ShouldBeEquivalentTo(answer);
        (await Answers.ReadAsync("b", Cancel)).ShouldBeEquivalentTo(answer with { Id = "b", Body = null, ContentType = null });
        (await Answers.ReadAsync("c", Cancel)).ShouldBeNull();
        await Answers.WriteAsync(answer with { Status = 200 }, 0, 10, Cancel);
        (await Answers.ReadAsync("a", Cancel))!.Status.ShouldBe(200);
    }

    [Fact]
    public async Task OldAnswers_Go_AndTheOldestOfACallerWithTooMany()
    {
        await Answers.WriteAsync(Answer("old", 1), 0, 10, Cancel);
        for (var i = 0; i < 5; i++)
        {
            await Answers.WriteAsync(Answer($"mine-{i}", 10 + i), 5, 3, Cancel);
        }

        await Answers.WriteAsync(Answer("theirs", 9) with { Caller = "them" }, 5, 3, Cancel);
        (await Answers.ReadAsync("old", Cancel)).ShouldBeNull();
        (await Answers.ReadAsync("mine-1", Cancel)).ShouldBeNull();
        (await Answers.ReadAsync("mine-2", Cancel)).ShouldNotBeNull();
        (await Answers.ReadAsync("mine-4", Cancel)).ShouldNotBeNull();
        (await Answers.ReadAsync("theirs", Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Marks_AreReadByRange_OfOneClient_AndForgottenWithTheirLetters()
    {
        await Marks.WriteAsync("acme", [new(1, 100, 7), new(5, 200, 7), new(9, 300, 7)], 0, Cancel);
        await Marks.WriteAsync("umbra", [new(6, 200, 7)], 0, Cancel);
        (await Marks.ReadAsync("acme", 1, 5, Cancel)).ShouldBe([new(1, 100, 7), new(5, 200, 7)]);
        await Marks.WriteAsync("acme", [new(5, 250, 8)], 150, Cancel);
        (await Marks.ReadAsync("acme", 0, long.MaxValue, Cancel)).ShouldBe([new(5, 250, 8), new(9, 300, 7)]);
        (await Marks.ReadAsync("nobody", 0, long.MaxValue, Cancel)).ShouldBeEmpty();
    }

    private static StoredAnswer Answer(string id, long atMs) => new(id, "me", [1, 2, 255], 201, "application/json", [0, 9, 200], atMs);
}
