using Shouldly;
using Soc.Model;
using Xunit;

namespace Soc.Response.Tests;

/// <summary>Texts of others, cut.</summary>
public sealed class ClipTests
{
    [Theory]
    [InlineData("abc", 3, "abc", "abc")]
    [InlineData("abcd", 3, "abc", "ab…")]
    [InlineData("a😀b", 3, "a😀", "a…")]
    [InlineData("a😀b", 2, "a", "a…")]
    [InlineData("", 1, "", "")]
    public void Is_no_longer_than_it_may_be_and_keeps_characters_whole(string text, int maxLength, string cut, string withEllipsis)
    {
        Clip.To(text, maxLength).ShouldBe(cut);
        Clip.WithEllipsis(text, maxLength).ShouldBe(withEllipsis);
    }

    [Fact]
    public void What_is_repeated_in_a_sentence_is_short()
    {
        Clip.Quoted(null).ShouldBe("null");
        Clip.Quoted(new string('x', 61)).ShouldBe(new string('x', 61));
        Clip.Quoted(new string('x', 62)).ShouldBe(new string('x', 60) + "…");
    }
}
